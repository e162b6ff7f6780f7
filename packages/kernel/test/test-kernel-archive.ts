import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FormatError } from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import type { KernelFile } from '../src/kernel-source';
import type { KernelArchive, PackageIdentity } from '../src/kernel-tree';
import { listFiles } from './list-files';

const context = { progress: () => undefined, maxUnpacked: 1 << 20 };
const DAMAGED_VERSIONS = 300;

/**
 * Tests an archive that holds `boot/config-6.1.0-56-amd64` with the line `CONFIG_KPROBES=y`.
 * @param folder its own, `__dirname`
 */
export function testKernelArchive(
  archive: KernelArchive,
  folder: string,
  files: Readonly<Record<string, KernelFile>>,
  identity?: PackageIdentity,
): void {
  const names = Object.keys(files);
  const fileOf = (name: string): KernelFile => files[name] ?? { path: name, bytes: new Uint8Array(0) };
  const open = async (file: KernelFile, maxUnpacked = context.maxUnpacked) => {
    const tree = await archive.open(file, { ...context, maxUnpacked });
    return { tree, listed: await listFiles(tree.files()) };
  };

  describe(`the archive ${archive.id}`, () => {
    test('is named after its folder, and its page says what is read and when it is refused', () => {
      expect(path.basename(folder)).toBe(archive.id);
      const headings = readFileSync(path.join(folder, 'README.md'), 'utf8').match(/^#+ .*$/gm);
      expect(headings).toEqual([`# ${archive.id}`, '## What is read of it', '## When it is refused']);
    });

    test.each(names)('knows %s for its own', (name) => {
      expect(archive.detect(fileOf(name))).toBe(true);
    });

    test('does not take a boot image or nothing for its own', () => {
      expect(archive.detect({ path: 'vmlinuz-6.1.0-56-amd64', bytes: new Uint8Array(4096) })).toBe(false);
      expect(archive.detect({ path: 'vmlinuz-6.1.0-56-amd64', bytes: new Uint8Array(0) })).toBe(false);
    });

    test.each(names)('reads %s, more than once', async (name) => {
      const { tree, listed } = await open(fileOf(name));
      expect(tree.package).toEqual(identity);
      expect(listed).toEqual(['boot/config-6.1.0-56-amd64: CONFIG_KPROBES=y\n']);
      expect(await listFiles(tree.files())).toEqual(listed);
    });

    test.each(names)('refuses %s beyond the limit', async (name) => {
      await expect(open(fileOf(name), 10)).rejects.toThrow(/more than the allowed|in the archive has/);
    });

    test.each(names)('cut anywhere refuses %s', async (name) => {
      const { bytes } = fileOf(name);
      for (let length = 8; length < bytes.length - 1024; length += 97) {
        await expect(open({ path: name, bytes: bytes.subarray(0, length) })).rejects.toThrow(FormatError);
      }
    });

    test.each(names)('survives damage to %s', async (name) => {
      const file = fileOf(name);
      let refused = 0;
      for (let seed = 0; seed < DAMAGED_VERSIONS; seed++) {
        const damaged = { path: file.path, bytes: damage(file.bytes, seed) };
        archive.detect(damaged);
        await open(damaged).catch((error: unknown) => {
          if (!(error instanceof FormatError)) throw error;
          refused++;
        });
      }
      expect(refused).toBeGreaterThan(DAMAGED_VERSIONS / 4);
    });
  });
}
