import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FormatError } from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import { codeLikeBytes } from '../../test/code-like-bytes';
import { detectPacking, unpack } from './unpack';

const context = { progress: () => undefined, maxUnpacked: 1 << 20 };
const code = codeLikeBytes(20_000);
const fixture = (name: string) => Uint8Array.from(readFileSync(path.join(__dirname, 'fixtures', name)));
const packed = new Map([
  ['code-x86-crc32.xz', fixture('code-x86-crc32.xz')],
  ['code-blocks-crc64.xz', fixture('code-blocks-crc64.xz')],
  ['code-two-streams.xz', fixture('code-two-streams.xz')],
  ['code-no-size.zst', fixture('code-no-size.zst')],
  ['code-size.zst', fixture('code-size.zst')],
  ['code-legacy.lz4', fixture('code-legacy.lz4')],
  ['code.gz', Uint8Array.from(gzipSync(code))],
]);
const names = [...packed.keys()];
const bytesOf = (name: string) => packed.get(name) ?? new Uint8Array(0);

async function read(bytes: Uint8Array, maxUnpacked = context.maxUnpacked): Promise<Uint8Array> {
  return unpack(bytes, detectPacking(bytes) ?? 'lzo', { ...context, maxUnpacked });
}

async function failure(bytes: Uint8Array, maxUnpacked?: number): Promise<FormatError> {
  const error: unknown = await read(bytes, maxUnpacked).catch((caught: unknown) => caught);
  if (error instanceof FormatError) return error;
  throw new Error(`not a format error: ${String(error)}`);
}

describe('a packed file', () => {
  test.each(names)('%s unpacks to what was packed', async (name) => {
    expect(Buffer.from(await read(bytesOf(name))).equals(code)).toBe(true);
  });

  test.each(names)('%s is refused beyond the limit', async (name) => {
    const { sentence } = await failure(bytesOf(name), code.length - 1);
    expect(sentence).toMatch(/unpacks to .*more than (?:the )?allowed/);
  });

  test.each(names)('%s unpacks exactly at the limit', async (name) => {
    expect(await read(bytesOf(name), code.length)).toHaveLength(code.length);
  });

  test.each(names)('%s cut anywhere is refused', async (name) => {
    const bytes = bytesOf(name);
    for (let length = 8; length < bytes.length; length += 211) {
      expect(await failure(bytes.subarray(0, length))).toBeInstanceOf(FormatError);
    }
  });

  test.each(names)('%s damaged gives bytes or a format error, nothing else', async (name) => {
    let refused = 0;
    for (let seed = 0; seed < 250; seed++) {
      const bytes = damage(bytesOf(name), seed);
      const outcome: unknown = await read(bytes).catch((caught: unknown) => caught);
      if (outcome instanceof FormatError) refused++;
      else if (!(outcome instanceof Uint8Array)) throw new Error(`seed ${seed}: ${String(outcome)}`);
    }
    expect(refused).toBeGreaterThan(120);
  });

  test('damaged behind its check is never taken for sound', async () => {
    const bytes = bytesOf('code-x86-crc32.xz');
    let silent = 0;
    for (let seed = 0; seed < 300; seed++) {
      const outcome = await read(damage(bytes, seed)).catch(() => undefined);
      if (outcome && !Buffer.from(outcome).equals(code)) silent++;
    }
    expect(silent).toBe(0);
  });

  test.each([
    ['bzip2', '425a6839314159'],
    ['lzma', '5d00008000ffff'],
    ['lzo', '894c5a4f000d0a'],
    ['lz4 frame', '04224d186440a7'],
  ])('in %s is refused with a sentence', async (packing, hex) => {
    const { sentence } = await failure(Uint8Array.from(Buffer.from(hex, 'hex')));
    expect(sentence).toBe(`${packing} packing is not supported, only gzip, xz, zstd and legacy lz4`);
  });

  test('tells where it is damaged in the file it is part of', async () => {
    const cut = bytesOf('code-no-size.zst').subarray(0, 5000);
    const { offset } = await failure(cut);
    const error: unknown = await unpack(cut, 'zstd', context, 16_384).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ offset: offset + 16_384 });
  });
});

describe('a decompression bomb', () => {
  const GIB = 1 << 30;

  test('of zstd is refused by its block headers', async () => {
    // 10,000 blocks that repeat one byte 128 KiB times each: 1.2 GiB from 40 KB.
    const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
    const block = Buffer.from([0x02, 0x00, 0x10, 0x00]);
    const last = Buffer.from([0x03, 0x00, 0x10, 0x00]);
    const bomb = Buffer.concat([header, ...Array.from({ length: 10_000 }, () => block), last]);
    expect((await failure(bomb, GIB)).sentence).toBe(`the zstd data unpacks to more than the allowed ${GIB} bytes`);
  });

  test('of zstd is refused by the size in its frame header', async () => {
    const bomb = Buffer.from('28b52ffd e0 0000000000010000 010000'.replaceAll(' ', ''), 'hex');
    expect((await failure(bomb)).sentence).toMatch(/size in the zstd frame header does not fit|more than the allowed/);
  });

  test('of gzip is stopped at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(16 << 20));
    expect((await failure(bomb)).sentence).toBe('the gzip data unpacks to more than the allowed 1048576 bytes');
  });
});
