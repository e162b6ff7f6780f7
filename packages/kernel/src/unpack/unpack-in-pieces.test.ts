import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { codeLikeBytes } from '../../test/code-like-bytes';
import { unpackInPieces } from './unpack-in-pieces';

const code = codeLikeBytes(20_000);
const fixture = (name: string) => Uint8Array.from(readFileSync(path.join(__dirname, 'fixtures', name)));
const inputs: Readonly<Record<string, Uint8Array>> = {
  'no packing': code,
  gzip: gzipSync(code),
  xz: fixture('code-blocks-crc64.xz'),
  zstd: fixture('code-size.zst'),
};

async function unpackAll(bytes: Uint8Array, limit: number): Promise<Buffer> {
  const context = { progress: () => undefined, maxUnpacked: 1 << 20 };
  const pieces: Buffer[] = [];
  for await (const piece of unpackInPieces(bytes, limit, context)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

describe('a file unpacked in pieces', () => {
  test.each(Object.entries(inputs))('with %s gives what was packed', async (_, bytes) => {
    expect((await unpackAll(bytes, code.length)).equals(code)).toBe(true);
  });

  test.each(Object.entries(inputs).slice(1))('with %s is refused beyond the limit', async (_, bytes) => {
    await expect(unpackAll(bytes, code.length - 1)).rejects.toThrow(/more than the allowed/);
  });

  test('with gzip is refused where it is cut', async () => {
    await expect(unpackAll(gzipSync(code).subarray(0, 3000), 1 << 20)).rejects.toThrow('the gzip data is damaged');
  });
});
