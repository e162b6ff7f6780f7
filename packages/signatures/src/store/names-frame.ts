import { ByteCursor } from './byte-cursor';
import { ByteWriter } from './byte-writer';
import { decodeText, encodeText } from './texts';

/** The names of a block in order, and for each the set of kernels it is on. */
export interface Names {
  readonly names: readonly string[];
  /** Numbers of sets. */
  readonly sets: readonly number[];
}

/** Bytes of all names of a block at most: few bytes could otherwise stand for endless ones. */
const largestNames = 1 << 26;

/**
 * Columns: how many names; for each the bytes it shares with the one before; for each the bytes that follow; these
 * bytes; for each its set.
 */
export function writeNames({ names, sets }: Names): Uint8Array {
  const out = new ByteWriter();
  const encoded = names.map(encodeText);
  const shared = encoded.map((name, at) => sharedBytes(encoded[at - 1], name));
  out.varint(names.length);
  for (const length of shared) out.varint(length);
  for (const [at, name] of encoded.entries()) out.varint(name.length - (shared[at] ?? 0));
  for (const [at, name] of encoded.entries()) out.bytes(name.subarray(shared[at]));
  for (const set of sets) out.varint(set);
  return out.done();
}

export function readNames(bytes: Uint8Array, origin: number): Names {
  const from = new ByteCursor(bytes, origin);
  const count = from.count(3);
  const shared = numbers(from, count);
  const lengths = numbers(from, count);
  const names: string[] = [];
  let last = new Uint8Array(0);
  let total = 0;
  for (let at = 0; at < count; at++) {
    const keep = shared[at] ?? 0;
    if (keep > last.length) throw from.error('holds a name that starts like none before it');
    const rest = from.take(lengths[at] ?? 0);
    total += keep + rest.length;
    if (total > largestNames) throw from.error('holds names that are too long');
    const name = new Uint8Array(keep + rest.length);
    name.set(last.subarray(0, keep));
    name.set(rest, keep);
    names.push(decodeText(name));
    last = name;
  }
  return { names, sets: numbers(from, count) };
}

function numbers(from: ByteCursor, count: number): number[] {
  const values: number[] = [];
  for (let at = 0; at < count; at++) values.push(from.varint());
  return values;
}

function sharedBytes(before: Uint8Array | undefined, name: Uint8Array): number {
  let at = 0;
  while (before && at < before.length && at < name.length && before[at] === name[at]) at++;
  return at;
}
