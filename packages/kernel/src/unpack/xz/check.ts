import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { FormatError } from '@tracefit/btf';
import { crc64 } from './crc64';

/** The check kinds of .xz by id; sizes of the reserved ones are fixed too (section 2.1.1.2). */
const SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/** The check of a block, over one piece of it after the other. */
export interface Check {
  add(piece: Uint8Array): void;
  /**
   * Compares it with the one in the file.
   * @returns where that ends
   * @throws FormatError where they differ
   */
  compare(bytes: Uint8Array, at: number): number;
}

/** Kinds that are reserved have a size and are skipped, as a reader is to. */
export function newCheck(kind: number): Check {
  const size = SIZES[kind] ?? 0;
  const sum = newSum(kind);
  return {
    add: (piece) => sum?.add(piece),
    compare(bytes, at) {
      const stored = Buffer.from(bytes.subarray(at, at + size));
      if (sum && !sum.get().equals(stored)) {
        throw new FormatError('the unpacked data does not match the check of its xz block', at);
      }
      return at + size;
    },
  };
}

function newSum(kind: number): { add(piece: Uint8Array): void; get(): Buffer } | undefined {
  switch (kind) {
    case 1: {
      let sum = 0;
      return { add: (piece) => (sum = crc32(piece, sum)), get: () => littleEndian(BigInt(sum), 4) };
    }
    case 4: {
      let sum = 0n;
      return { add: (piece) => (sum = crc64(piece, sum)), get: () => littleEndian(sum, 8) };
    }
    case 10: {
      const hash = createHash('sha256');
      return { add: (piece) => hash.update(piece), get: () => hash.digest() };
    }
    default:
      return undefined;
  }
}

function littleEndian(sum: bigint, size: 4 | 8): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(sum);
  return bytes.subarray(0, size);
}
