import { FormatError } from '@tracefit/btf';

/** Bytes that come in pieces, read one stretch after the other. */
export interface ByteStream {
  /** How many bytes were read or skipped. */
  readonly position: number;
  /**
   * The next bytes, copied; fewer only where the stream ends.
   */
  readUpTo(count: number): Promise<Uint8Array>;
  /** @throws FormatError where the stream ends before */
  read(count: number, what: string): Promise<Uint8Array>;
  /** @throws FormatError where the stream ends before */
  skip(count: number, what: string): Promise<void>;
}

/** @param pieces each of which holds until the next one is asked for */
export function byteStream(pieces: AsyncIterable<Uint8Array>): ByteStream {
  const source = pieces[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array(0);
  let at = 0;
  let position = 0;

  /** Calls `use` for one stretch after the other; returns how many bytes there were. */
  const walk = async (count: number, use: (stretch: Uint8Array, offset: number) => void): Promise<number> => {
    let done = 0;
    while (done < count) {
      if (at === piece.length) {
        const next = await source.next();
        if (next.done === true) break;
        piece = next.value;
        at = 0;
        continue;
      }
      const length = Math.min(count - done, piece.length - at);
      use(piece.subarray(at, at + length), done);
      at += length;
      done += length;
    }
    position += done;
    return done;
  };
  const refuseShort = (done: number, count: number, what: string): void => {
    if (done < count) throw new FormatError(`the archive ends inside ${what}`, position);
  };

  const readUpTo = async (count: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(count);
    const done = await walk(count, (stretch, offset) => bytes.set(stretch, offset));
    return bytes.subarray(0, done);
  };
  return {
    get position() {
      return position;
    },
    readUpTo,
    async read(count, what) {
      const bytes = await readUpTo(count);
      refuseShort(bytes.length, count, what);
      return bytes;
    },
    async skip(count, what) {
      refuseShort(await walk(count, () => undefined), count, what);
    },
  };
}
