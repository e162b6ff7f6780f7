import { seededRandom } from '@tracefit/testing';

/**
 * Bytes that begin like an ELF file and go on like x86 code: repeated instructions, and calls whose targets repeat but whose
 * distances do not, which is what the x86 filter of .xz is for. Always the same.
 */
export function codeLikeBytes(length: number): Uint8Array {
  const random = seededRandom(1);
  const bytes = Buffer.alloc(length);
  bytes.write('\x7fELF', 0, 'latin1');
  const pieces = ['4889e5', '4157415641554154', '0f1f440000', 'c3cccccc', '85c0740a', '488b0425', '31c0'].map((hex) =>
    Buffer.from(hex, 'hex'),
  );
  for (let at = 64; at < length - 16;) {
    if (random(3) === 0) {
      bytes.writeUInt8(random(4) === 0 ? 0xe9 : 0xe8, at);
      bytes.writeInt32LE(64 + random(16) * 256 - (at + 5), at + 1);
      at += 5;
    } else if (random(40) === 0) {
      bytes.writeUInt32LE(random(0xffffffff), at);
      at += 4;
    } else {
      const piece = pieces[random(pieces.length)] ?? Buffer.alloc(0);
      piece.copy(bytes, at);
      at += piece.length;
    }
  }
  return Uint8Array.from(bytes);
}
