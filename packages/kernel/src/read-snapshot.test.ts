import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import { gzipSync } from 'node:zlib';
import { writeBzImage } from '../test/write-bz-image';
import { someTypes, writeVmlinux } from '../test/write-vmlinux';
import { readSnapshot } from './read-snapshot';

const text = (path: string, content: string) => ({ path, bytes: Buffer.from(content) });
const vmlinuz = { path: 'vmlinuz', bytes: writeBzImage(gzipSync(writeVmlinux('6.1').bytes)) };
const types = { path: 'vmlinux.btf', bytes: someTypes() };

describe('a snapshot', () => {
  test('of a boot image is identified by its banner', async () => {
    const { snapshot, disagreements } = await readSnapshot([vmlinuz]);
    expect(snapshot.identity).toMatchObject({
      id: 'debian/6.1.0-56-amd64',
      release: '6.1.0-56-amd64',
      version: '6.1.192',
      arch: 'x86_64',
      flavour: 'amd64',
      compiler: 'gcc 12.2.0',
      buildId: 'eb4fbcd037e7253717950bf2b93bd5566f47c56f',
    });
    expect(disagreements).toEqual([]);
  });

  test('bears the id it is given', async () => {
    const { snapshot } = await readSnapshot([vmlinuz], { id: 'debian/6.1.0-56-amd64+mine' });
    expect(snapshot.identity.id).toBe('debian/6.1.0-56-amd64+mine');
  });

  test('of files that do not say whose they are says so', async () => {
    const { snapshot } = await readSnapshot([types]);
    expect(snapshot.identity).toEqual({ id: 'vmlinux.btf', release: 'unknown', version: 'unknown', arch: 'unknown' });
    expect(snapshot.notes).toEqual([
      'no file says which release the kernel is',
      'no file says which architecture the kernel is for',
    ]);
  });

  test('merges the files of one kernel', async () => {
    const { snapshot, disagreements } = await readSnapshot([
      types,
      text('kallsyms', '0000000000000000 T vfs_read\n0000000000000000 t ext4_sync_fs\t[ext4]\n'),
      text('available_filter_functions', 'vfs_read\n'),
    ]);
    expect(disagreements).toEqual([]);
    expect(snapshot.functions.find(({ name }) => name === 'vfs_read')).toMatchObject({
      protos: [{ params: [{ name: 'file' }] }],
      symbols: [{ letter: 'T', ftrace: true }],
    });
    expect(snapshot.functions.find(({ name }) => name === 'ext4_sync_fs')).toEqual({
      name: 'ext4_sync_fs',
      protos: [],
      symbols: [{ letter: 't', module: 'ext4', ftrace: false }],
    });
  });

  test('tells what long work it is at', async () => {
    const said: string[] = [];
    await readSnapshot([vmlinuz], { progress: (what) => said.push(what) });
    expect(said).toEqual(['unpacking gzip', 'reading the symbols', 'reading the types', 'reading what can be traced']);
  });

  test('finds who calls whom when that is first asked, and once', async () => {
    const { snapshot } = await readSnapshot([vmlinuz]);
    expect(Object.getOwnPropertyDescriptor(snapshot, 'callers')?.get).toBeDefined();
    const { callers } = snapshot;
    expect(callers.length).toBeGreaterThan(0);
    expect(snapshot.callers).toBe(callers);
  });

  test('is refused beyond the limit', async () => {
    await expect(readSnapshot([vmlinuz], { maxUnpacked: 1000 })).rejects.toThrow(
      'the gzip data unpacks to more than the allowed 1000 bytes',
    );
  });

  test.each([
    ['an empty file', [text('vmlinuz', '')], 'the file is empty: vmlinuz'],
    ['no file', [], 'there is no kernel file to read'],
  ])('of %s is refused', async (_, files, sentence) => {
    await expect(readSnapshot(files)).rejects.toThrow(new UsageError(sentence));
  });

  test('of a file no source knows is refused with a list of those that can be read', async () => {
    await expect(readSnapshot([text('notes.txt', 'buy milk\n')])).rejects.toThrow(
      /^this is no kernel file that can be read, which are .*, a vmlinuz boot image, .*, a Debian package .*: notes\.txt$/,
    );
  });

  test('of several files says which is damaged', async () => {
    const cut = { path: 'cut.btf', bytes: types.bytes.subarray(0, 40) };
    const error: unknown = await readSnapshot([vmlinuz, cut]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FormatError);
    expect(error).toMatchObject({ sentence: expect.stringMatching(/ in cut\.btf$/) as string });
  });
});
