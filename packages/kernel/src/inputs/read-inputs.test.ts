import { gzipSync } from 'node:zlib';
import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import { writeBzImage } from '../../test/write-bz-image';
import { writeDeb } from '../../test/write-archives';
import type { ArchivedFile } from '../../test/write-archives';
import { writeModule } from '../../test/write-module';
import { writeVmlinux } from '../../test/write-vmlinux';
import type { KernelTree } from '../kernel-tree';
import { readSnapshot } from '../read-snapshot';
import type { KernelInput } from './read-inputs';

const RELEASE = '6.1.0-56-amd64';
const MODULES = `lib/modules/${RELEASE}`;
const vmlinuz = writeBzImage(gzipSync(writeVmlinux('6.1').bytes));
const image: ArchivedFile = { path: `boot/vmlinuz-${RELEASE}`, bytes: vmlinuz };
const ext4: ArchivedFile = { path: `${MODULES}/kernel/fs/ext4/ext4.ko`, bytes: writeModule() };
const xfs: ArchivedFile = { path: `${MODULES}/kernel/fs/xfs/xfs.ko.gz`, bytes: gzipSync(writeModule({ name: 'xfs' })) };
const listOf = (...names: string[]): ArchivedFile => ({
  path: `${MODULES}/modules.order`,
  bytes: Buffer.from(names.map((name) => `kernel/fs/${name}/${name}.ko\n`).join('')),
});
const config: ArchivedFile = { path: `boot/config-${RELEASE}`, bytes: Buffer.from('CONFIG_KPROBES=y\n') };

const deb = (name: string, ...files: ArchivedFile[]): KernelInput => ({
  path: `${name}.deb`,
  bytes: writeDeb(name, '6.1.192-2', files),
});

/** A directory whose files are in memory; `read` tells which were asked for. */
function directory(path: string, files: readonly ArchivedFile[], read: string[] = []): KernelTree {
  return {
    path,
    async *files() {
      for (const file of files) {
        const { bytes = new Uint8Array(0) } = file;
        yield await Promise.resolve({
          path: `${path}/${file.path}`,
          size: bytes.length,
          read: () => {
            read.push(file.path);
            return bytes;
          },
        });
      }
    },
  };
}

describe('the packages of one kernel', () => {
  test('are read as one, with all modules of the build', async () => {
    const { snapshot, disagreements, inputs } = await readSnapshot([
      deb('linux-image', config, image, ext4, listOf('ext4', 'xfs'), xfs),
    ]);
    expect(disagreements).toEqual([]);
    expect(snapshot.complete).toContain('modules');
    expect(snapshot.modules).toEqual(['ext4', 'xfs']);
    expect(snapshot.config).toEqual({ CONFIG_KPROBES: 'y' });
    expect(snapshot.functions.find(({ name }) => name === 'xfs_file_write_iter')).toMatchObject({
      protos: [{ params: [{ name: 'file' }] }],
      symbols: [{ letter: 'T', module: 'xfs', ftrace: true }],
    });
    expect(inputs).toEqual([
      {
        path: 'linux-image.deb',
        package: { name: 'linux-image', version: '6.1.192-2' },
        files: [config.path, image.path, listOf().path],
        modules: 2,
      },
    ]);
  });

  test('may come in any order', async () => {
    const packages = [
      deb('linux-modules', ext4, xfs),
      deb('linux-base', listOf('ext4', 'xfs')),
      deb('linux-binary', image),
    ];
    const one = await readSnapshot(packages, { id: 'debian/x' });
    const other = await readSnapshot(packages.toReversed(), { id: 'debian/x' });
    expect(one.snapshot).toEqual(other.snapshot);
    expect(one.snapshot.complete).toContain('modules');
    expect(one.inputs.map(({ modules }) => modules)).toEqual([2, 0, 0]);
  });

  test('without a list of modules do not say that these are all', async () => {
    const { snapshot } = await readSnapshot([deb('linux-binary', image), deb('linux-modules', ext4)]);
    expect(snapshot.complete).not.toContain('modules');
    expect(snapshot.notes).toContain(
      'whether these are all modules of the build is not known: no modules.order was read',
    );
  });

  test('say which modules are missing', async () => {
    const { snapshot } = await readSnapshot([deb('linux-image', image, ext4, listOf('ext4', 'xfs', 'btrfs'))]);
    expect(snapshot.complete).not.toContain('modules');
    expect(snapshot.notes).toContain('2 of the 3 modules of the build were not read: xfs, btrfs');
  });

  test('are read without modules, or with some, where that is wanted', async () => {
    const input = deb('linux-image', image, ext4, listOf('ext4', 'xfs'), xfs);
    expect((await readSnapshot([input], { modules: false })).snapshot.modules).toEqual([]);
    const { snapshot } = await readSnapshot([input], { modules: (module) => module === 'xfs' });
    expect(snapshot.modules).toEqual(['xfs']);
    expect(snapshot.complete).not.toContain('modules');
  });

  test('say which module is damaged and go on', async () => {
    const damaged = { path: `${MODULES}/kernel/fs/xfs/xfs.ko`, bytes: writeModule({ name: 'xfs' }).subarray(0, 500) };
    const { snapshot } = await readSnapshot([deb('linux-image', image, damaged, ext4, listOf('ext4', 'xfs'))]);
    expect(snapshot.modules).toEqual(['ext4']);
    expect(snapshot.notes).toContainEqual(
      expect.stringMatching(/^a module could not be read: .*linux-image\.deb: .*xfs\.ko$/),
    );
    expect(snapshot.complete).not.toContain('modules');
  });

  test('say which modules are of another release', async () => {
    const stranger = { ...ext4, bytes: writeModule({ release: '6.1.0-50-amd64' }) };
    const { snapshot, disagreements } = await readSnapshot([deb('linux-image', image, stranger, listOf('ext4'))]);
    expect(disagreements).toEqual([
      'modules are built for another release, 6.1.0-50-amd64, not for that of the kernel: ext4',
    ]);
    expect(snapshot.identity.release).toBe(RELEASE);
    expect(snapshot.complete).not.toContain('modules');
  });

  test('with several kernels are refused by their names', async () => {
    const other = { ...config, path: 'boot/config-6.1.0-50-amd64' };
    await expect(readSnapshot([deb('linux-image', config, other, image)])).rejects.toThrow(
      new UsageError(`these are files of several kernels, ${RELEASE}, 6.1.0-50-amd64: linux-image.deb`),
    );
    await expect(readSnapshot([deb('one', image), deb('other', other)])).rejects.toThrow(
      new UsageError(`these are files of several kernels, ${RELEASE}, 6.1.0-50-amd64: other.deb`),
    );
  });

  test('with nothing of a kernel are refused, or noted among others', async () => {
    const empty = deb('linux-image', { path: 'usr/share/doc/linux-image/copyright', bytes: Buffer.from('GPL') });
    await expect(readSnapshot([empty])).rejects.toThrow(
      new UsageError('there is no file of a kernel in it: linux-image.deb'),
    );
    const { snapshot } = await readSnapshot([empty, deb('linux-binary', image)]);
    expect(snapshot.notes).toContain('there is no file of a kernel in it: linux-image.deb');
  });

  test('that are damaged are named', async () => {
    const bytes = writeDeb('linux-image', '6.1.192-2', [image]).subarray(0, -3000);
    await expect(readSnapshot([{ path: 'cut.deb', bytes }])).rejects.toThrow(FormatError);
    await expect(readSnapshot([{ path: 'cut.deb', bytes }])).rejects.toThrow(/ in cut\.deb/);
    const cut = { ...image, bytes: vmlinuz.subarray(0, 3000) };
    await expect(readSnapshot([deb('linux-image', cut)])).rejects.toThrow(/ in linux-image\.deb: boot\/vmlinuz-/);
  });
});

describe('a directory', () => {
  const old = (file: ArchivedFile): ArchivedFile => ({
    ...file,
    path: file.path.replaceAll(RELEASE, '6.1.0-50-amd64'),
  });

  test('is read for one kernel of several', async () => {
    const read: string[] = [];
    const files = [old(config), config, old(image), image, old(ext4), ext4, listOf('ext4')];
    const { snapshot } = await readSnapshot([directory('/', files, read)], { release: RELEASE });
    expect(snapshot.identity.release).toBe(RELEASE);
    expect(snapshot.complete).toContain('modules');
    expect(read).toEqual([config, image, ext4, listOf()].map(({ path }) => path));
  });

  test('without the kernel of that release is refused', async () => {
    await expect(readSnapshot([directory('/boot', [old(config)])], { release: RELEASE })).rejects.toThrow(
      new UsageError('there is no file of a kernel in it: /boot'),
    );
  });

  test('with a list of symbols and no image is read by that', async () => {
    const symbols = { path: `System.map-${RELEASE}`, bytes: Buffer.from('ffffffff81000000 T vfs_read\n') };
    const { snapshot } = await readSnapshot([directory('/boot', [symbols])]);
    expect(snapshot.functions).toEqual([{ name: 'vfs_read', symbols: [{ letter: 'T' }] }]);
  });
});

describe('a module', () => {
  test('is read after its kernel, whatever comes first', async () => {
    const files = [
      { path: 'ext4.ko', bytes: writeModule() },
      { path: 'vmlinuz', bytes: vmlinuz },
    ];
    const { snapshot, inputs } = await readSnapshot(files);
    expect(snapshot.structs.map(({ name }) => name)).toEqual(['ext4_inode_info']);
    expect(snapshot.notes).not.toContainEqual(expect.stringContaining('modules.order'));
    expect(inputs.map(({ modules }) => modules)).toEqual([1, 0]);
  });

  test('fills what a list of symbols tells of it', async () => {
    const kallsyms = 'ffffffff81000000 T vfs_read\nffffffffc0000000 t ext4_sync_fs\t[ext4]\n';
    const { snapshot, disagreements } = await readSnapshot([
      { path: 'kallsyms', bytes: Buffer.from(kallsyms) },
      { path: 'ext4.ko', bytes: writeModule() },
      { path: 'vmlinuz', bytes: vmlinuz },
    ]);
    expect(disagreements).toEqual([]);
    expect(snapshot.functions.find(({ name }) => name === 'ext4_sync_fs')?.symbols).toEqual([
      { letter: 't', module: 'ext4', range: 'text', ftrace: true, blacklisted: false },
    ]);
  });

  test('alone tells its symbols', async () => {
    const { snapshot } = await readSnapshot([{ path: 'ext4.ko', bytes: writeModule() }]);
    expect(snapshot.identity).toMatchObject({ release: RELEASE, arch: 'x86_64' });
    expect(snapshot.modules).toEqual(['ext4']);
    expect(snapshot.notes).toContain(
      'module ext4: its types can only be read together with the kernel it was built for',
    );
  });

  test('that is damaged is refused', async () => {
    const cut = { path: 'ext4.ko', bytes: writeModule().subarray(0, 500) };
    await expect(readSnapshot([cut])).rejects.toThrow(FormatError);
  });
});
