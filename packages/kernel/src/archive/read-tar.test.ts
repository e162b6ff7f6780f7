import { FormatError } from '@tracefit/btf';
import { damage } from '@tracefit/testing';
import { inPieces, listFiles } from '../../test/list-files';
import { paxHeader, sumHeader, writeTar } from '../../test/write-archives';
import type { ArchivedFile } from '../../test/write-archives';
import { readTar } from './read-tar';

const context = { progress: () => undefined, maxUnpacked: 1 << 20 };
const config: ArchivedFile = { path: './boot/config-6.1.0-56-amd64', bytes: Buffer.from('CONFIG_KPROBES=y\n') };
const LONG = `lib/modules/6.1.0-56-amd64/kernel/${'drivers/'.repeat(20)}ext4.ko`;

const read = (bytes: Uint8Array, size = 100) => listFiles(readTar(inPieces(bytes, size), context));

describe('a tar archive', () => {
  test('has files, with links and directories left out', async () => {
    const archive = writeTar([
      { path: './boot/', type: '5' },
      { path: './boot/vmlinuz', type: '2', link: 'vmlinuz-6.1.0-56-amd64' },
      { path: './boot/map', type: '1', link: 'boot/config-6.1.0-56-amd64', size: 17 },
      config,
      { path: 'empty' },
    ]);
    expect(await read(archive)).toEqual(['boot/config-6.1.0-56-amd64: CONFIG_KPROBES=y\n', 'empty: ']);
  });

  test('gives files that are not read no trouble', async () => {
    const paths: string[] = [];
    for await (const { path, size } of readTar(inPieces(writeTar([config, config]), 7), context))
      paths.push(`${path} ${size}`);
    expect(paths).toEqual(['boot/config-6.1.0-56-amd64 17', 'boot/config-6.1.0-56-amd64 17']);
  });

  test.each([
    ['GNU', { path: '././@LongLink', type: 'L', bytes: Buffer.from(`${LONG}\0`) }],
    ['pax', paxHeader({ mtime: '1700000000.5', path: LONG })],
  ])('has long paths as %s writes them', async (_, header) => {
    expect(await read(writeTar([header, { ...config, path: 'cut' }, config]))).toEqual([
      `${LONG}: CONFIG_KPROBES=y\n`,
      'boot/config-6.1.0-56-amd64: CONFIG_KPROBES=y\n',
    ]);
  });

  test('has a path in two parts', async () => {
    const archive = writeTar([{ ...config, path: 'config' }]);
    archive.write('boot/6.1', 345, 'latin1');
    sumHeader(archive);
    expect(await read(archive)).toEqual(['boot/6.1/config: CONFIG_KPROBES=y\n']);
  });

  test('has sizes too large for octal digits as GNU and as pax write them', async () => {
    const archive = writeTar([config]);
    archive.fill(0, 124, 136);
    archive.writeUInt8(0x80, 124);
    archive.writeUInt8(17, 135);
    sumHeader(archive);
    expect(await read(archive)).toHaveLength(1);
    expect(await read(writeTar([paxHeader({ size: '17' }), { ...config, size: 0 }]))).toHaveLength(1);
  });

  test('ends with or without blocks of zeros', async () => {
    const archive = writeTar([config]);
    expect(await read(archive.subarray(0, -1024))).toHaveLength(1);
    expect(await read(archive.subarray(0, -512))).toHaveLength(1);
    expect(await read(Buffer.alloc(0))).toEqual([]);
  });

  test.each([
    ['a path out of it', [{ ...config, path: '../../etc/passwd' }], 'a path in the archive leads out of it'],
    ['a path out of it, inside', [{ ...config, path: 'boot/../../x' }], 'a path in the archive leads out of it'],
    ['a long path out of it', [paxHeader({ path: 'a/../b' }), config], 'a path in the archive leads out of it'],
    ['a sparse file', [{ ...config, type: 'S' }], 'sparse files in tar are not supported'],
    ['a sparse file of pax', [paxHeader({ 'GNU.sparse.major': '1' }), config], 'sparse files in tar are not supported'],
    ['a size beyond its end', [{ ...config, size: 10_000 }], 'the archive ends inside a file'],
    ['a size beyond the limit', [{ ...config, size: 2 ** 21 }], 'a file in the archive has 2097152 bytes'],
    ['a size of pax that is none', [paxHeader({ size: '1e3' }), config], 'a size in a pax header is no number'],
    ['an endless header', [{ path: 'pax', type: 'x', size: 2 ** 30 }], 'an extended tar header is too large'],
    [
      'a pax record that is none',
      [{ path: 'pax', type: 'x', bytes: Buffer.from('99 a=b\n') }],
      'a pax record is damaged',
    ],
  ] satisfies [string, ArchivedFile[], string][])('with %s is refused', async (_, files, sentence) => {
    await expect(read(writeTar(files))).rejects.toThrow(new RegExp(`^${sentence}`));
  });

  test('with a damaged header is refused', async () => {
    const archive = writeTar([config, config]);
    archive.write('X', 1024 + 3, 'latin1');
    await expect(read(archive)).rejects.toThrow('a tar header is damaged');
  });

  test('damaged gives files or a format error, nothing else', async () => {
    const archive = writeTar([
      paxHeader({ path: LONG, size: '17' }),
      config,
      config,
      { ...config, path: 'x'.repeat(100) },
    ]);
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
