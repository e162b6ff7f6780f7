/** Numbers one after another into bytes that grow, in one byte order. */
export interface ByteWriter {
  readonly length: number;
  u8(...values: number[]): ByteWriter;
  u16(...values: number[]): ByteWriter;
  u32(...values: number[]): ByteWriter;
  u64(...values: bigint[]): ByteWriter;
  add(bytes: Uint8Array): ByteWriter;
  /** Adds zeros up to a multiple of `size`. */
  align(size: number): ByteWriter;
  bytes(): Uint8Array;
}

export function newByteWriter(littleEndian: boolean): ByteWriter {
  let view = new DataView(new ArrayBuffer(256));
  let length = 0;
  const grow = (size: number): number => {
    const start = length;
    length += size;
    if (length > view.byteLength) {
      const larger = new Uint8Array(Math.max(length, 2 * view.byteLength));
      larger.set(new Uint8Array(view.buffer));
      view = new DataView(larger.buffer);
    }
    return start;
  };
  const writer: ByteWriter = {
    get length() {
      return length;
    },
    u8(...values) {
      for (const value of values) {
        const at = grow(1);
        view.setUint8(at, value);
      }
      return writer;
    },
    u16(...values) {
      for (const value of values) {
        const at = grow(2);
        view.setUint16(at, value, littleEndian);
      }
      return writer;
    },
    u32(...values) {
      for (const value of values) {
        const at = grow(4);
        view.setUint32(at, value, littleEndian);
      }
      return writer;
    },
    u64(...values) {
      for (const value of values) {
        const at = grow(8);
        view.setBigUint64(at, value, littleEndian);
      }
      return writer;
    },
    add(bytes) {
      const start = grow(bytes.length);
      new Uint8Array(view.buffer).set(bytes, start);
      return writer;
    },
    align(size) {
      grow((size - (length % size)) % size);
      return writer;
    },
    bytes() {
      return new Uint8Array(view.buffer.slice(0, length));
    },
  };
  return writer;
}
