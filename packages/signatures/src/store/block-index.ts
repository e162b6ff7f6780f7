import { ByteCursor } from './byte-cursor';
import { ByteWriter } from './byte-writer';
import { readTexts, writeTexts } from './texts';

/** Where a topic's blocks lie: a frame of names, and right behind it a frame of values. */
export interface BlockIndex {
  /** The first name of each block. */
  readonly first: readonly string[];
  /** Where the frames begin and the last ends, counted from the end of the index: names and values in turn. */
  readonly starts: ArrayLike<number>;
}

/** Texts, then the lengths of the frames in bytes. */
export function writeBlockIndex(first: readonly string[], lengths: readonly number[]): Uint8Array {
  const out = new ByteWriter();
  writeTexts(out, first);
  for (const length of lengths) out.varint(length);
  return out.done();
}

/** @param blocks the bytes that follow the index */
export function readBlockIndex(bytes: Uint8Array, origin: number, blocks: number): BlockIndex {
  const from = new ByteCursor(bytes, origin);
  const first = readTexts(from);
  const starts = from.starts(first.length * 2);
  if (starts[first.length * 2] !== blocks) throw from.error('has lengths that do not add up');
  return { first, starts };
}
