import { ByteCursor } from './byte-cursor';
import { ByteWriter } from './byte-writer';
import { readTexts, writeTexts } from './texts';

/** The names of a block in order, and for each the number of the set of kernels it is on. */
export interface Names {
  readonly names: readonly string[];
  readonly sets: readonly number[];
}

/** Characters a name may share with the one before; they take one byte. */
const mostShared = 255;

/** Sets take three bytes each. */
const setBytes = 3;

/**
 * Columns: what each name adds to the beginning it shares with the name before, as texts; how many characters (UTF-16
 * units) these share, a byte each; the lowest byte of each set's number, the middle ones, the highest ones.
 */
export function writeNames({ names, sets }: Names): Uint8Array {
  const out = new ByteWriter();
  const shared = names.map((name, at) => sharedBeginning(names[at - 1] ?? '', name));
  writeTexts(
    out,
    names.map((name, at) => name.slice(shared[at])),
  );
  out.bytes(Uint8Array.from(shared));
  for (let byte = 0; byte < setBytes; byte++) out.bytes(Uint8Array.from(sets, (set) => (set >> (8 * byte)) & 0xff));
  return out.done();
}

/** Characters of all names of a block at most: few bytes could otherwise stand for endless ones. */
const largestNames = 1 << 26;

export function readNames(bytes: Uint8Array, origin: number): Names {
  const from = new ByteCursor(bytes, origin);
  const texts = readTexts(from);
  const count = texts.length;
  const shared = from.take(count);
  const planes = from.take(count * setBytes);
  const names: string[] = [];
  const sets: number[] = [];
  let name = '';
  let total = 0;
  for (let at = 0; at < count; at++) {
    const keep = shared[at] ?? 0;
    if (keep > name.length) throw from.error('holds a name that begins like none before it');
    name = name.slice(0, keep) + (texts[at] ?? '');
    names.push(name);
    total += name.length;
    sets.push((planes[at] ?? 0) | ((planes[count + at] ?? 0) << 8) | ((planes[2 * count + at] ?? 0) << 16));
  }
  if (total > largestNames) throw from.error('holds names that are too long');
  return { names, sets };
}

function sharedBeginning(before: string, name: string): number {
  const most = Math.min(before.length, name.length, mostShared);
  let at = 0;
  while (at < most && before[at] === name[at]) at++;
  // Half of a surrogate pair is no text of its own.
  return at > 0 && /[\ud800-\udbff]/.test(name[at - 1] ?? '') ? at - 1 : at;
}
