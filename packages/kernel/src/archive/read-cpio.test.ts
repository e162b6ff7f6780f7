import { FormatError } from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import { inPieces, listFiles } from '../../test/list-files';
import { writeCpio } from '../../test/write-archives';
import type { ArchivedFile } from '../../test/write-archives';
import { readCpio } from './read-cpio';

const context = { progress: () => undefined, maxUnpacked: 1 << 20 };
const config: ArchivedFile = { path: './boot/config-6.1.0-56-amd64', bytes: Buffer.from('CONFIG_KPROBES=y\n') };
const read = (bytes: Uint8Array) => listFiles(readCpio(inPieces(bytes, 50), context));

describe('a cpio archive', () => {
  test('has files, with links and directories left out', async () => {
    const archive = writeCpio([
      { path: './boot', type: '5' },
      { path: './boot/vmlinuz', type: '2', bytes: Buffer.from('vmlinuz-6.1.0-56-amd64') },
      { path: './boot/other-name' },
      config,
    ]);
    expect(await read(archive)).toEqual(['boot/config-6.1.0-56-amd64: CONFIG_KPROBES=y\n']);
  });

  test('gives files that are not read no trouble', async () => {
    const paths: string[] = [];
    for await (const { path } of readCpio(inPieces(writeCpio([config, config]), 7), context)) paths.push(path);
    expect(paths).toEqual(['boot/config-6.1.0-56-amd64', 'boot/config-6.1.0-56-amd64']);
  });

  test.each([
    ['a path out of it', [{ ...config, path: '../../etc/passwd' }], 'a path in the archive leads out of it'],
    ['no path', [{ ...config, path: 'x'.repeat(20_000) }], 'a path in the archive is too long'],
    ['a size beyond its end', [{ ...config, size: 10_000 }], 'the archive ends inside a file'],
    ['a size beyond the limit', [{ ...config, size: 2 ** 21 }], 'a file in the archive has 2097152 bytes'],
  ] satisfies [string, ArchivedFile[], string][])('with %s is refused', async (_, files, sentence) => {
    await expect(read(writeCpio(files))).rejects.toThrow(new RegExp(`^${sentence}`));
  });

  test('without its trailer is refused', async () => {
    await expect(read(writeCpio([config]).subarray(0, -124))).rejects.toThrow('the archive ends inside a cpio header');
  });

  test('damaged gives files or a format error, nothing else', async () => {
    const archive = writeCpio([config, { ...config, path: 'lib/modules/6.1.0-56-amd64/modules.order' }]);
    let refused = 0;
    for (let seed = 0; seed < 400; seed++) {
      await read(damage(archive, seed)).catch((error: unknown) => {
        if (!(error instanceof FormatError)) throw error;
        refused++;
      });
    }
    expect(refused).toBeGreaterThan(150);
  });
});
