import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FormatError } from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import { codeLikeBytes } from '../../../test/code-like-bytes';
import { readXz, readXzInPieces } from './read-xz';

const fixture = (name: string) => Uint8Array.from(readFileSync(path.join(__dirname, '../fixtures', name)));
const far = fixture('code-far.xz');
const COPIES = 1800;
const SIZE = 20_000;

describe('xz data in pieces', () => {
  test('of one large block keeps only what it refers back to', () => {
    const code = Buffer.from(codeLikeBytes(SIZE));
    const largest: number[] = [];
    let left = Buffer.alloc(0);
    let copies = 0;
    for (const piece of readXzInPieces(far, 1 << 30)) {
      largest.push(piece.buffer.byteLength);
      const bytes = Buffer.concat([left, piece]);
      let at = 0;
      for (; at + SIZE <= bytes.length; at += SIZE) {
        code.writeUInt32LE(copies++, 0);
        if (!code.equals(bytes.subarray(at, at + SIZE))) throw new Error(`copy ${copies - 1} differs`);
      }
      left = bytes.subarray(at);
    }
    expect({ copies, left: left.length }).toEqual({ copies: COPIES, left: 0 });
    expect(Math.max(...largest)).toBeLessThan(18 << 20);
  });

  test('of several blocks are what the whole is', () => {
    const bytes = fixture('code-blocks-crc64.xz');
    const pieces = Array.from(readXzInPieces(bytes, 1 << 20), (piece) => Buffer.from(piece));
    expect(pieces).toHaveLength(3);
    expect(Buffer.concat(pieces).equals(readXz(bytes, 1 << 20))).toBe(true);
  });

  test('is refused at once where it unpacks to more than allowed', () => {
    expect(() => readXzInPieces(far, COPIES * SIZE - 1).next()).toThrow(
      `the xz data unpacks to ${COPIES * SIZE} bytes, more than the allowed ${COPIES * SIZE - 1}`,
    );
  });

  test('of a large block with a damaged check is refused at its end', () => {
    const bytes = Uint8Array.from(far);
    // Of a SHA-256 before the index (16 bytes here) and the footer of 12.
    const at = bytes.length - 12 - 16 - 4;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(() => [...readXzInPieces(bytes, 1 << 30)].length).toThrow(
      'the unpacked data does not match the check of its xz block',
    );
  });

  test('damaged gives pieces or a format error, nothing else', () => {
    let refused = 0;
    for (let seed = 0; seed < 10; seed++) {
      try {
        for (const piece of readXzInPieces(damage(far, seed), 1 << 30)) piece.at(0);
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(7);
  });
});
