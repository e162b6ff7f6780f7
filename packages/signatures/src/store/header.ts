import { crc32 } from 'node:zlib';
import { damaged } from './store-errors';
import type { FrameAt } from './frame';
import type { PageSource } from './page-source';

/** The version of the layout in docs/signature-store.md; a program reads the one it knows. */
export const formatVersion = 1;

/**
 * The first bytes of a store. The byte above 127, the two kinds of line end and the end-of-text byte show what a
 * transfer as text does to a file (as in PNG, RFC 2083 section 12.12).
 */
const magic = Uint8Array.of(0x89, 0x54, 0x46, 0x53, 0x0d, 0x0a, 0x1a, 0x0a);

/** Magic, version (u32), length of the directory (u32), length of the store (u64), checksum of these; little-endian. */
export const headerLength = 28;

export function writeHeader(directoryLength: number, storeLength: number): Uint8Array {
  const header = new Uint8Array(headerLength);
  const view = new DataView(header.buffer);
  header.set(magic);
  view.setUint32(8, formatVersion, true);
  view.setUint32(12, directoryLength, true);
  view.setUint32(16, storeLength % 2 ** 32, true);
  view.setUint32(20, Math.floor(storeLength / 2 ** 32), true);
  view.setUint32(24, crc32(header.subarray(0, 24)), true);
  return header;
}

/** Checks the header and returns where the directory is. */
export function readHeader(source: PageSource): FrameAt {
  const header = source.read(0, headerLength);
  if (!magic.every((byte, at) => header[at] === byte)) {
    throw damaged(`not a signature store: ${source.name}`, 0);
  }
  if (header.length < headerLength) throw damaged(`the signature store is cut off: ${source.name}`, header.length);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const version = view.getUint32(8, true);
  if (version !== formatVersion) {
    const known = `this tracefit reads version ${formatVersion}`;
    throw damaged(`the signature store has format version ${version} and ${known}: ${source.name}`, 8);
  }
  if (view.getUint32(24, true) !== crc32(header.subarray(0, 24))) {
    throw damaged(`the signature store is damaged: the header has a wrong checksum in ${source.name}`, 24);
  }
  const length = view.getUint32(16, true) + view.getUint32(20, true) * 2 ** 32;
  if (source.length !== length) {
    const state = source.length < length ? 'cut off' : 'longer than it was';
    throw damaged(`the signature store is ${state}, ${source.length} of ${length} bytes: ${source.name}`, 16);
  }
  return { offset: headerLength, length: view.getUint32(12, true) };
}
