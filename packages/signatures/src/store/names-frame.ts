import { ByteCursor } from './byte-cursor';
import { ByteWriter } from './byte-writer';
import { readTexts, writeTexts } from './texts';

/** The names of a block in order, and for each the number of the set of kernels it is on. */
export interface Names {
  readonly names: readonly string[];
  readonly sets: ArrayLike<number>;
}

/** Sets take three bytes each. */
const setBytes = 3;

/**
 * Names as texts; the lowest byte of each set's number, the middle ones, the highest ones. Names that share their
 * beginnings are left to the compression: it makes a tenth more of them than a code for that would, but a block of
 * names is read in one call, where whole lists of names are looked through for wildcards and likely replacements.
 */
export function writeNames({ names, sets }: Names): Uint8Array {
  const out = new ByteWriter();
  writeTexts(out, names);
  for (let byte = 0; byte < setBytes; byte++) {
    out.bytes(Uint8Array.from(sets, (set) => (set >> (8 * byte)) & 0xff));
  }
  return out.done();
}

export function readNames(bytes: Uint8Array, origin: number): Names {
  const from = new ByteCursor(bytes, origin);
  const names = readTexts(from);
  const count = names.length;
  const planes = from.take(count * setBytes);
  const sets = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    sets[at] = (planes[at] ?? 0) | ((planes[count + at] ?? 0) << 8) | ((planes[2 * count + at] ?? 0) << 16);
  }
  return { names, sets };
}
