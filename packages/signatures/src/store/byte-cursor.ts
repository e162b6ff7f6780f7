import { damaged } from './store-errors';

/** A place in the unpacked bytes of a frame, which it refuses to leave. */
export class ByteCursor {
  position = 0;

  /**
   * @param bytes what to read
   * @param origin where the frame lies in the store, for errors
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly origin: number,
  ) {}

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  /** What `ByteWriter.varint` wrote. */
  varint(): number {
    const first = this.bytes[this.position++];
    if (first === undefined) throw this.error('ends within a number');
    return first < 0x80 ? first : this.#varint(first);
  }

  /** What `ByteWriter.signed` wrote. */
  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** The count of things that follow, each of at least `size` bytes. */
  count(size = 1): number {
    return this.limit(this.varint(), size);
  }

  /** A count of things that follow: more than the rest can hold is refused. */
  limit(count: number, size = 1): number {
    if (count * size > this.remaining) throw this.error('promises more than it holds');
    return count;
  }

  /** Adds up the next `count` numbers: where each of so many pieces begins, and where the last ends. */
  starts(count: number): Float64Array {
    const starts = new Float64Array(this.limit(count) + 1);
    let end = 0;
    for (let at = 0; at < count; at++) {
      const byte = this.bytes[this.position] ?? 0x80;
      if (byte < 0x80) this.position++;
      end += byte < 0x80 ? byte : this.varint();
      starts[at + 1] = end;
    }
    return starts;
  }

  /** The next `count` bytes, not copied. */
  take(count: number): Uint8Array {
    if (count > this.remaining) throw this.error('ends too early');
    this.position += count;
    return this.bytes.subarray(this.position - count, this.position);
  }

  /** What is wrong with the frame, as a sentence. */
  error(what: string): Error {
    return damaged(`a section of the signature store ${what}`, this.origin);
  }

  #varint(first: number): number {
    let value = first - 0x80;
    for (let scale = 0x80; ; scale *= 0x80) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) throw this.error('ends within a number');
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw this.error('holds a number that is too large');
      if (byte < 0x80) return value;
    }
  }
}
