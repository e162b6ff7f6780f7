import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FormatError } from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import { codeLikeBytes } from '../../test/code-like-bytes';
import { writeBzImage } from '../../test/write-bz-image';
import { BANNER, BUILD_ID, LINK_ADDRESS, writeVmlinux } from '../../test/write-vmlinux';
import { findKernel } from './find-kernel';
import { readKernelImage } from './read-kernel-image';

const context = { progress: () => undefined, maxUnpacked: 1 << 26 };
const vmlinux = writeVmlinux('6.1').bytes;
const fixture = (name: string) => Uint8Array.from(readFileSync(path.join(__dirname, '..', 'unpack', 'fixtures', name)));

describe('a kernel image', () => {
  test('tells its architecture, banner, build id and types', async () => {
    const image = await readKernelImage(vmlinux, context);
    expect(image).toMatchObject({ arch: 'x86_64', littleEndian: true, pointerSize: 8, base: LINK_ADDRESS });
    expect(image.banner).toBe(BANNER);
    expect(image.buildId).toBe(BUILD_ID);
    expect(image.btfBytes?.[0]).toBe(0x9f);
    expect(image.section('.text')).toEqual({ start: 0, end: 0x4000 });
    expect(image.section('.strtab')).toBeUndefined();
  });

  test('finds its banner without a symbol for it', async () => {
    const image = await readKernelImage(writeVmlinux('6.1', { kallsyms: false }).bytes, context);
    expect(image.banner).toBe(BANNER);
  });

  test('says that it has no types', async () => {
    const image = await readKernelImage(writeVmlinux('6.1', { btf: false }).bytes, context);
    expect(image.btfBytes).toBeUndefined();
    expect(image.notes).toEqual(['the kernel has no BTF (built without CONFIG_DEBUG_INFO_BTF)']);
  });

  test('is the same from a boot image, packed with gzip inside, and packed again', async () => {
    const bzImage = writeBzImage(gzipSync(vmlinux));
    const fromBoot = await readKernelImage(bzImage, context);
    const fromPacked = await readKernelImage(gzipSync(bzImage), context);
    const direct = await readKernelImage(vmlinux, context);
    expect(fromBoot.symbols).toEqual(direct.symbols);
    expect(fromPacked.symbols).toEqual(direct.symbols);
  });

  test.each(['code-x86-crc32.xz', 'code-no-size.zst', 'code-legacy.lz4'])(
    'is found in a boot image whose payload is %s with its size behind it',
    async (name) => {
      const code = codeLikeBytes(20_000);
      const elf = await findKernel(writeBzImage(fixture(name), code.length), context);
      expect(Buffer.from(elf).equals(code)).toBe(true);
    },
  );

  test.each([
    ['a riscv Image', 0x38, 'RSC\x05', 'riscv boot images (Image) are not supported yet'],
    ['something else', 0, 'GIF89a', 'there is no kernel in it, neither an ELF file nor an x86 or arm64 boot image'],
  ])('is not read from %s, and that is said', async (_, at, mark, sentence) => {
    const bytes = Buffer.alloc(4096);
    bytes.write(mark, at, 'latin1');
    await expect(readKernelImage(bytes, context)).rejects.toThrow(sentence);
  });

  test('is not read from a boot image older than protocol 2.8', async () => {
    const bytes = Buffer.from(writeBzImage(gzipSync(vmlinux)));
    bytes.writeUInt16LE(0x0207, 0x206);
    await expect(readKernelImage(bytes, context)).rejects.toThrow('the boot image is of protocol 2.7, older than 2.8');
  });

  test('that is packed in itself again and again is refused', async () => {
    const bytes = gzipSync(gzipSync(gzipSync(gzipSync(gzipSync(vmlinux)))));
    await expect(readKernelImage(bytes, context)).rejects.toBeInstanceOf(FormatError);
  });

  test.each([
    ['the ELF file', vmlinux],
    ['the boot image', writeBzImage(gzipSync(vmlinux))],
  ])('with damage in %s gives an image or a format error, nothing else', async (_, sound) => {
    let refused = 0;
    for (let seed = 0; seed < 300; seed++) {
      const outcome: unknown = await readKernelImage(damage(sound, seed), context).catch((error: unknown) => error);
      if (outcome instanceof FormatError) refused++;
      else if (outcome instanceof Error) throw new Error(`seed ${seed}`, { cause: outcome });
    }
    expect(refused).toBeGreaterThan(10);
  });
});
