import { gunzipSync } from 'node:zlib';
import { FormatError } from '@tracefit/btf';

/** `1f 8b 08` */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/**
 * Unpacks a gzip file.
 * @param limit the most bytes it may unpack to
 * @throws FormatError where it is damaged or unpacks to more
 */
export function readGzip(bytes: Uint8Array, limit: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new FormatError(`the gzip data unpacks to more than the allowed ${limit} bytes`, 0);
    }
    if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') throw new FormatError('the gzip data is damaged', 0);
    throw error;
  }
}

/** The same where the file may also be as it is. */
export function readMaybeGzip(bytes: Uint8Array, limit: number): Uint8Array {
  return isGzip(bytes) ? readGzip(bytes, limit) : bytes;
}
