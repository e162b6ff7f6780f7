import { brotliCompressSync, brotliDecompressSync, constants, crc32 } from 'node:zlib';
import { damaged, unfit } from './store-errors';
import type { PageSource } from './page-source';

/** Where a frame lies in the store, in bytes. */
export interface FrameAt {
  readonly offset: number;
  readonly length: number;
}

/** Unpacked bytes of a frame at most; what is larger is refused before memory is taken. */
const largestFrame = 1 << 26;

/** A checksum and the unpacked length, both 4 bytes, little-endian. */
const frameHeader = 8;

/** Packs bytes into a frame: checksum (not yet), unpacked length, brotli (RFC 7932). */
export function packFrame(bytes: Uint8Array, quality: number): Uint8Array {
  if (bytes.length > largestFrame) throw unfit(`${bytes.length} bytes about one name cannot be stored`);
  // A window no larger than the bytes: the usual 4 MB would be cleared for every few KB.
  const window = Math.ceil(Math.log2(bytes.length + 16));
  const packed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_LGWIN]: Math.min(Math.max(window, 10), 24),
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const frame = new Uint8Array(frameHeader + packed.length);
  frame.set(packed, frameHeader);
  new DataView(frame.buffer).setUint32(4, bytes.length, true);
  return frame;
}

/**
 * Writes the checksum of a frame, once its place is known: CRC-32 over what follows it, started with the frame's
 * offset, so that a frame in a wrong place is refused as well.
 */
export function sealFrame(frame: Uint8Array, offset: number): void {
  new DataView(frame.buffer, frame.byteOffset).setUint32(0, checksum(frame, offset), true);
}

/** Reads, checks and unpacks a frame; `what` names it in errors. */
export function readFrame(source: PageSource, at: FrameAt, what: string): Uint8Array {
  if (at.length < frameHeader || at.offset + at.length > source.length) {
    throw damaged(`the signature store is damaged: ${what} leaves ${source.name}`, at.offset);
  }
  const frame = source.read(at.offset, at.length);
  const refuse = (why: string) =>
    damaged(`the signature store is damaged: ${what} ${why} in ${source.name}`, at.offset);
  if (frame.length !== at.length) throw refuse('is cut off');
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== checksum(frame, at.offset)) throw refuse('has a wrong checksum');
  const length = view.getUint32(4, true);
  if (length > largestFrame) throw refuse('is larger than allowed');
  let bytes: Uint8Array;
  try {
    bytes = brotliDecompressSync(frame.subarray(frameHeader), {
      // A chunk that the bytes fill is followed by another, to see whether there is more.
      chunkSize: Math.max(length + 1, 64),
      maxOutputLength: Math.max(length, 1),
    });
  } catch {
    throw refuse('cannot be unpacked');
  }
  if (bytes.length !== length) throw refuse('has a wrong length');
  return bytes;
}

function checksum(frame: Uint8Array, offset: number): number {
  return crc32(frame.subarray(4), offset >>> 0);
}
