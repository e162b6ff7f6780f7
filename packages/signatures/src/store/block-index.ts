import { ByteCursor } from './byte-cursor';
import { ByteWriter } from './byte-writer';
import { readTexts, writeTexts } from './texts';

/** Where a topic's blocks lie: a frame of names, and right behind it a frame of values. */
export interface BlockIndex {
  /** The first name of each block. */
  readonly first: readonly string[];
  /** The lengths of each block's two frames in bytes. */
  readonly namesLengths: readonly number[];
  readonly valuesLengths: readonly number[];
}

export function writeBlockIndex({ first, namesLengths, valuesLengths }: BlockIndex): Uint8Array {
  const out = new ByteWriter();
  writeTexts(out, first);
  for (const length of namesLengths) out.varint(length);
  for (const length of valuesLengths) out.varint(length);
  return out.done();
}

export function readBlockIndex(bytes: Uint8Array, origin: number): BlockIndex {
  const from = new ByteCursor(bytes, origin);
  const first = readTexts(from);
  return { first, namesLengths: first.map(() => from.varint()), valuesLengths: first.map(() => from.varint()) };
}
