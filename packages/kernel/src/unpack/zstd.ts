import { ByteReader, FormatError } from '@tracefit/btf';
import type * as Decoder from './zstd-decoder';

const FRAME_MAGIC = 0xfd2fb528;
/** `184d2a50` to `184d2a5f`: a frame of anything, to be skipped. */
const SKIPPABLE_MAGIC = 0x184d2a50;
/** No block unpacks to more (RFC 8878, 3.1.1.2.4). */
const MAX_BLOCK = 128 * 1024;

/** `28 b5 2f fd` */
export function isZstd(bytes: Uint8Array): boolean {
  return bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
}

/**
 * Unpacks zstd frames, one behind the other. What they can unpack to at most is counted from the headers of frames and
 * blocks before anything is unpacked.
 * @param limit the most bytes they may unpack to
 * @throws FormatError where they are damaged or unpack to more
 */
export async function readZstd(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const bound = unpackedBound(new ByteReader(bytes));
  if (bound.atLeast > limit) throw new FormatError(`the zstd data unpacks to more than the allowed ${limit} bytes`, 0);
  if (bound.atMost === 0) return new Uint8Array(0);
  // The decoder is WebAssembly; it is loaded when zstd is met. Not by import(): the bundle, which runs from a code cache, has none.
  const { zstd } = require('./zstd-decoder') as typeof Decoder;
  await zstd.isLoaded;
  try {
    return zstd.decompress(bytes, Math.min(bound.atMost, limit));
  } catch {
    throw new FormatError(
      bound.atMost > limit
        ? `the zstd data is damaged or unpacks to more than the allowed ${limit} bytes`
        : 'the zstd data is damaged',
      0,
    );
  }
}

interface Bound {
  atLeast: number;
  atMost: number;
}

/** Walks all frames and blocks by their headers. */
function unpackedBound(reader: ByteReader): Bound {
  const total = { atLeast: 0, atMost: 0 };
  while (reader.remaining > 0) {
    const magic = reader.u32('zstd magic');
    if (magic === FRAME_MAGIC) {
      const frame = readFrame(reader);
      total.atLeast += frame.atLeast;
      total.atMost += frame.atMost;
    } else if ((magic & ~0xf) === SKIPPABLE_MAGIC) {
      reader.skip(reader.u32('size of a skippable zstd frame'), 'skippable zstd frame');
    } else {
      throw new FormatError('there is no zstd frame', reader.position - 4);
    }
  }
  return total;
}

function readFrame(reader: ByteReader): Bound {
  const descriptor = reader.u8('zstd frame header');
  const singleSegment = (descriptor & 0x20) !== 0;
  if (descriptor & 0x03) throw new FormatError('the zstd frame needs a dictionary', reader.position - 1);
  if (!singleSegment) reader.skip(1, 'zstd window size');
  const contentSize = readContentSize(reader, descriptor >> 6, singleSegment);

  const blocks: Bound = { atLeast: 0, atMost: 0 };
  for (let last = false; !last;) {
    const header = reader.u8('zstd block') | (reader.u16('zstd block') << 8);
    last = (header & 1) !== 0;
    const type = (header >> 1) & 3;
    const size = header >>> 3;
    if (type === 3) throw new FormatError('there is no zstd block type 3', reader.position - 3);
    // 0: stored, 1: one byte repeated, 2: compressed
    reader.skip(type === 1 ? 1 : size, 'zstd block');
    blocks.atLeast += type === 2 ? 0 : size;
    blocks.atMost += type === 2 ? MAX_BLOCK : size;
  }
  if (descriptor & 0x04) reader.skip(4, 'checksum of a zstd frame');
  if (contentSize === undefined) return blocks;
  if (contentSize < blocks.atLeast || contentSize > blocks.atMost) {
    throw new FormatError('the size in the zstd frame header does not fit its blocks', reader.position);
  }
  return { atLeast: contentSize, atMost: contentSize };
}

function readContentSize(reader: ByteReader, code: number, singleSegment: boolean): number | undefined {
  switch (code) {
    case 0:
      return singleSegment ? reader.u8('size in a zstd frame header') : undefined;
    case 1:
      return reader.u16('size in a zstd frame header') + 256;
    case 2:
      return reader.u32('size in a zstd frame header');
    default:
      return Number(reader.u64('size in a zstd frame header'));
  }
}
