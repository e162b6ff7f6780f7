import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { FormatError } from '@tracefit/btf';
import { crc64 } from './crc64';

/** The check kinds of .xz by id; sizes of the reserved ones are fixed too (section 2.1.1.2). */
const SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/**
 * Compares a block's check with its unpacked bytes.
 * @returns where the check ends
 * @throws FormatError where they differ
 */
export function readCheck(bytes: Uint8Array, at: number, kind: number, unpacked: Uint8Array): number {
  const end = at + (SIZES[kind] ?? 0);
  const stored = Buffer.from(bytes.subarray(at, end));
  const computed = compute(kind, unpacked);
  if (computed && !computed.equals(stored)) {
    throw new FormatError('the unpacked data does not match the check of its xz block', at);
  }
  return end;
}

/** `undefined` where there is no check, or one of a reserved kind, which a reader is to skip. */
function compute(kind: number, data: Uint8Array): Buffer | undefined {
  const sum = Buffer.alloc(SIZES[kind] ?? 0);
  switch (kind) {
    case 1:
      sum.writeUInt32LE(crc32(data));
      return sum;
    case 4:
      sum.writeBigUInt64LE(crc64(data));
      return sum;
    case 10:
      return createHash('sha256').update(data).digest();
    default:
      return undefined;
  }
}
