import { gzipSync } from 'node:zlib';
import { FormatError } from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import { ARM64_BANNER, ARM64_BASE, writeArm64Image, writeEfiZboot } from '../../test/write-arm64-image';
import { KALLSYMS_LAYOUTS } from '../../test/write-kallsyms';
import { BUILD_ID } from '../../test/write-vmlinux';
import { partFromImage } from '../parts/part-from-image';
import { readKernelImage } from './read-kernel-image';

const context = { progress: () => undefined, maxUnpacked: 1 << 26 };
const read = (bytes: Uint8Array) => readKernelImage(bytes, context);
const WAYS = ['filled in', 'in .rela.dyn'] as const;

describe('an arm64 Image', () => {
  describe.each(WAYS)('with its pointers %s', (pointers) => {
    test.each(KALLSYMS_LAYOUTS)('tells what it is and what it has, in the layout of %s', async (layout) => {
      const image = await read(writeArm64Image(layout, pointers));
      expect(image).toMatchObject({ arch: 'arm64', base: ARM64_BASE, banner: ARM64_BANNER, buildId: BUILD_ID });
      expect(image.symbolSource).toBe('kallsyms');
      expect(image.btfBytes?.[0]).toBe(0x9f);
      expect(image.notes).toEqual([]);
      expect(image.addressOf('vfs_read')).toBe(0x1000);
    });

    test.each(KALLSYMS_LAYOUTS)('that lists only its text is read in the layout of %s', async (layout) => {
      const image = await read(writeArm64Image(layout, pointers, { symbols: 'text only' }));
      expect(image.symbolSource).toBe('kallsyms');
      expect(image.addressOf('vfs_read')).toBe(0x1000);
      expect(image.btfBytes?.[0]).toBe(0x9f);
      expect(image.banner).toBe(ARM64_BANNER);
    });

    test('tells which functions ftrace can patch', async () => {
      const { functions } = partFromImage(await read(writeArm64Image('6.16', pointers)), context);
      const siteOf = (name: string) => functions.find((each) => each.name === name)?.symbols?.[0]?.ftrace;
      expect([siteOf('vfs_read'), siteOf('__arm64_sys_call_2'), siteOf('__arm64_sys_call_3')]).toEqual([
        true,
        true,
        false,
      ]);
    });
  });

  test('without its relocations leaves its tables unread, and says so', async () => {
    const image = await read(writeArm64Image('7.0', 'nowhere'));
    expect(image.symbolSource).toBe('kallsyms');
    expect(image.notes).toEqual([
      'the pointers in the arm64 image cannot be followed (their relocations were not found), so its tables were not read',
    ]);
    const part = partFromImage(image, context);
    expect(part.complete).toEqual(['prototypes', 'types', 'raw_tracepoints', 'functions', 'data', 'kfuncs']);
    expect(part.functions.find(({ name }) => name === '__arm64_sys_call_2')?.symbols).toEqual([{ letter: 'T' }]);
  });

  test('is the same packed with gzip, and in an EFI zboot image', async () => {
    const bytes = writeArm64Image('7.0', 'filled in');
    const direct = await read(bytes);
    for (const wrapped of [gzipSync(bytes), writeEfiZboot(gzipSync(bytes)), gzipSync(writeEfiZboot(gzipSync(bytes)))]) {
      const { symbols, base } = await read(wrapped);
      expect({ symbols, base }).toEqual({ symbols: direct.symbols, base: direct.base });
    }
  });

  test('has zeros behind what the file holds', async () => {
    const bytes = writeArm64Image('7.0', 'filled in', { bss: 0x2000 });
    const image = await read(bytes);
    expect(image.readUnsigned(bytes.length + 0x1000, 8)).toBe(0);
    expect(image.contains(bytes.length + 0x2000)).toBe(false);
  });

  test.each([
    ['no pointers', (bytes: Buffer) => bytes.fill(0, 0x40), 'has no pointers that tell where it is linked to'],
    ['no size', (bytes: Buffer) => bytes.fill(0, 16, 24), 'says it takes 0 bytes of memory'],
    ['an endless size', (bytes: Buffer) => bytes.fill(0xff, 16, 24), 'bytes of memory, which cannot be'],
    ['big-endian numbers', (bytes: Buffer) => bytes.fill(1, 24, 25), 'big-endian arm64 images are not supported'],
  ])('with %s is refused', async (_, change, sentence) => {
    const bytes = writeArm64Image('7.0', 'filled in');
    change(bytes);
    await expect(read(bytes)).rejects.toThrow(sentence);
  });

  test('in an EFI zboot image whose payload leaves it is refused', async () => {
    const bytes = writeEfiZboot(gzipSync(writeArm64Image('7.0', 'filled in')));
    bytes.writeUInt32LE(0x7fffffff, 12);
    await expect(read(bytes)).rejects.toThrow('the payload of the EFI zboot image');
  });

  test.each([
    ['the Image', writeArm64Image('6.16', 'in .rela.dyn')],
    ['the EFI zboot image', writeEfiZboot(gzipSync(writeArm64Image('7.0', 'filled in')))],
  ])('with damage in %s gives an image or a format error, nothing else', async (_, sound) => {
    let refused = 0;
    for (let seed = 0; seed < 300; seed++) {
      const outcome: unknown = await read(damage(sound, seed))
        .then((image) => partFromImage(image, context))
        .catch((error: unknown) => error);
      if (outcome instanceof FormatError) refused++;
      else if (outcome instanceof Error) throw new Error(`seed ${seed}`, { cause: outcome });
    }
    expect(refused).toBeGreaterThan(5);
  });
});
