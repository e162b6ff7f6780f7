import { FormatError } from '@tracefit/btf';
import type { ReadContext } from '../kernel-source';
import { isGzip, readGzip } from './gzip';
import { isLegacyLz4, readLegacyLz4 } from './lz4';
import { isXz, readXz } from './xz/read-xz';
import { isZstd, readZstd } from './zstd';

/** How a file is packed, by its first bytes (kernel: lib/decompress.c); `undefined`: not packed. */
export type Packing = 'gzip' | 'xz' | 'zstd' | 'bzip2' | 'lzma' | 'lzo' | 'lz4' | 'lz4 frame';

const OTHERS: readonly (readonly [Packing, readonly number[]])[] = [
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['lzma', [0x5d, 0x00, 0x00]],
  ['lzo', [0x89, 0x4c, 0x5a, 0x4f]],
  ['lz4 frame', [0x04, 0x22, 0x4d, 0x18]],
];

export function detectPacking(bytes: Uint8Array): Packing | undefined {
  if (isGzip(bytes)) return 'gzip';
  if (isXz(bytes)) return 'xz';
  if (isZstd(bytes)) return 'zstd';
  if (isLegacyLz4(bytes)) return 'lz4';
  return OTHERS.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte))?.[0];
}

/**
 * Unpacks a file that is packed whole.
 * @param origin where it begins in the user's file, for error offsets
 * @throws FormatError where it is damaged, too large, or packed in a way that is not supported
 */
export async function unpack(
  bytes: Uint8Array,
  packing: Packing,
  context: ReadContext,
  origin = 0,
): Promise<Uint8Array> {
  try {
    switch (packing) {
      case 'gzip':
        return readGzip(bytes, context.maxUnpacked);
      case 'xz':
        return readXz(bytes, context.maxUnpacked);
      case 'zstd':
        return await readZstd(bytes, context.maxUnpacked);
      case 'lz4':
        return readLegacyLz4(bytes, context.maxUnpacked);
      case 'bzip2':
      case 'lzma':
      case 'lzo':
      case 'lz4 frame':
        throw new FormatError(`${packing} packing is not supported, only gzip, xz, zstd and legacy lz4`, 0);
    }
  } catch (error) {
    if (error instanceof FormatError && origin > 0) throw new FormatError(error.sentence, error.offset + origin);
    throw error;
  }
}
