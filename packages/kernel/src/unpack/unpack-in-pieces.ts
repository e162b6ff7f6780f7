import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { FormatError } from '@tracefit/btf';
import type { ReadContext } from '../kernel-source';
import { detectPacking, unpack } from './unpack';
import { readXzInPieces } from './xz/read-xz';

/**
 * Unpacks a file that is packed whole, or gives it as it is, in pieces of at most some 30 MB. A piece holds until the next one is
 * asked for.
 * @param limit the most bytes it may unpack to
 * @throws FormatError where it is damaged, too large, or packed in a way that is not supported
 */
export async function* unpackInPieces(
  bytes: Uint8Array,
  limit: number,
  context: ReadContext,
): AsyncGenerator<Uint8Array> {
  const packing = detectPacking(bytes);
  if (packing === undefined) yield bytes;
  else if (packing === 'xz') yield* readXzInPieces(bytes, limit);
  else if (packing === 'gzip') yield* readGzipInPieces(bytes, limit);
  // Neither Node 20 nor the decoder at hand unpacks zstd in pieces; files of packages packed so are mostly packed themselves.
  else yield await unpack(bytes, packing, { ...context, maxUnpacked: Math.min(limit, MAX_AT_ONCE) });
}

/** Beyond it memory of WebAssembly ends. */
const MAX_AT_ONCE = 1 << 30;

async function* readGzipInPieces(bytes: Uint8Array, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of Readable.from([bytes]).pipe(createGunzip()) as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > limit) throw new FormatError(`the gzip data unpacks to more than the allowed ${limit} bytes`, 0);
      yield piece;
    }
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') throw new FormatError('the gzip data is damaged', 0);
    throw error;
  }
}
