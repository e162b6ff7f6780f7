import { FormatError } from './format-error';

/** A cursor over bytes that refuses to leave its range. Offsets in errors count from the start of the whole input. */
export class ByteReader {
  readonly #view: DataView;
  #position = 0;

  /**
   * @param bytes the range
   * @param littleEndian the byte order of all numbers in it
   * @param origin where the range begins in the whole input, for error offsets
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian = true,
    readonly origin = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.bytes.length - this.#position;
  }

  /** Moves the cursor; `what` names the thing looked for in the error. */
  seek(position: number, what = 'position'): this {
    if (!Number.isSafeInteger(position) || position < 0 || position > this.bytes.length) {
      throw new FormatError(`${what} lies outside its data`, this.origin + this.#position);
    }
    this.#position = position;
    return this;
  }

  skip(count: number, what = 'data'): this {
    this.#take(count, what);
    return this;
  }

  u8(what = 'byte'): number {
    return this.#view.getUint8(this.#take(1, what));
  }

  u16(what = '2-byte number'): number {
    return this.#view.getUint16(this.#take(2, what), this.littleEndian);
  }

  u32(what = '4-byte number'): number {
    return this.#view.getUint32(this.#take(4, what), this.littleEndian);
  }

  i32(what = '4-byte number'): number {
    return this.#view.getInt32(this.#take(4, what), this.littleEndian);
  }

  u64(what = '8-byte number'): bigint {
    return this.#view.getBigUint64(this.#take(8, what), this.littleEndian);
  }

  i64(what = '8-byte number'): bigint {
    return this.#view.getBigInt64(this.#take(8, what), this.littleEndian);
  }

  /** The 2-byte number at an absolute position, without moving the cursor. */
  u16At(position: number, what = '2-byte number'): number {
    this.#refuseOutside(position, 2, what);
    return this.#view.getUint16(position, this.littleEndian);
  }

  /** The 4-byte number at an absolute position, without moving the cursor. */
  u32At(position: number, what = '4-byte number'): number {
    this.#refuseOutside(position, 4, what);
    return this.#view.getUint32(position, this.littleEndian);
  }

  /** The signed 4-byte number at an absolute position, without moving the cursor. */
  i32At(position: number, what = '4-byte number'): number {
    this.#refuseOutside(position, 4, what);
    return this.#view.getInt32(position, this.littleEndian);
  }

  /** The 8-byte number at an absolute position, without moving the cursor. */
  u64At(position: number, what = '8-byte number'): bigint {
    this.#refuseOutside(position, 8, what);
    return this.#view.getBigUint64(position, this.littleEndian);
  }

  /** The next `count` bytes, not copied. */
  take(count: number, what = 'data'): Uint8Array {
    const start = this.#take(count, what);
    return this.bytes.subarray(start, start + count);
  }

  /** A reader of a part of this range, by absolute position; error offsets still count from the whole input. */
  slice(start: number, length: number, what = 'section'): ByteReader {
    const inside = Number.isSafeInteger(start) && Number.isSafeInteger(length) && start >= 0 && length >= 0;
    if (!inside || start + length > this.bytes.length) {
      throw new FormatError(
        `${what} leaves the file`,
        this.origin + Math.max(0, Math.min(start || 0, this.bytes.length)),
      );
    }
    return new ByteReader(this.bytes.subarray(start, start + length), this.littleEndian, this.origin + start);
  }

  /** The NUL-terminated string at an absolute position, without moving the cursor. */
  stringAt(position: number, what = 'string'): string {
    if (!Number.isSafeInteger(position) || position < 0 || position >= this.bytes.length) {
      throw new FormatError(`${what} starts outside its table`, this.origin + this.#position);
    }
    const end = this.bytes.indexOf(0, position);
    if (end < 0) throw new FormatError(`${what} does not end`, this.origin + position);
    return new TextDecoder().decode(this.bytes.subarray(position, end));
  }

  #refuseOutside(position: number, count: number, what: string): void {
    if (position >= 0 && position + count <= this.bytes.length) return;
    throw new FormatError(
      `${what} leaves the file`,
      this.origin + Math.max(0, Math.min(position || 0, this.bytes.length)),
    );
  }

  #take(count: number, what: string): number {
    const start = this.#position;
    if (!Number.isSafeInteger(count) || count < 0 || start + count > this.bytes.length) {
      throw new FormatError(`${what} leaves the file`, this.origin + start);
    }
    this.#position = start + count;
    return start;
  }
}
