import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { readBtf, writeBtf } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import { writeBzImage } from '../../test/write-bz-image';
import { BANNER, BUILD_ID, someTypes, writeVmlinux } from '../../test/write-vmlinux';
import { readLiveSnapshot } from './read-live-snapshot';

const KALLSYMS = '0000000000000000 T vfs_read\n0000000000000000 t ext4_sync_fs\t[ext4]\n';
const FORMAT = `name: sched_wakeup
ID: 316
format:
\tfield:pid_t pid;\toffset:24;\tsize:4;\tsigned:1;

print fmt: "pid=%d", REC->pid
`;
const RELEASE = '6.1.0-56-amd64';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

/** A file tree as a system has it below `/`. */
function system(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tracefit-live-'));
  roots.push(root);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
}

const base = readBtf(someTypes());
const ext4Types = writeBtf([{ kind: 'func', name: 'ext4_sync_fs', type: 4, linkage: 'static' }], { base });
const visibleToAll = {
  '/proc/version': `${BANNER}\n`,
  '/proc/kallsyms': KALLSYMS,
  '/sys/kernel/btf/vmlinux': someTypes(),
  '/sys/kernel/btf/ext4': ext4Types,
};

describe('the running kernel', () => {
  test('tells all to those who may see it', async () => {
    const root = system({
      ...visibleToAll,
      '/proc/config.gz': gzipSync('CONFIG_KPROBES=y\n'),
      '/sys/kernel/tracing/available_filter_functions': 'vfs_read\next4_sync_fs [ext4]\n',
      '/sys/kernel/tracing/events/sched/sched_wakeup/format': FORMAT,
      '/sys/kernel/tracing/events/sched/enable': '0\n',
      '/sys/kernel/debug/kprobes/blacklist': '0xffffffff81001000-0xffffffff81001010\tasm_exc_page_fault\n',
    });
    const { snapshot, disagreements } = await readLiveSnapshot({ root });
    expect(disagreements).toEqual([]);
    expect(snapshot.notes).toEqual([]);
    expect(snapshot.identity).toMatchObject({ id: 'running', release: RELEASE, version: '6.1.192', distro: 'debian' });
    expect(snapshot.complete).toEqual(['prototypes', 'types', 'raw_tracepoints', 'functions', 'tracepoints', 'config']);
    expect(snapshot.modules).toEqual(['ext4']);
    expect(snapshot.tracepoints.map(({ system, name }) => `${system}:${name}`)).toEqual(['sched:sched_wakeup']);
    expect(snapshot.config).toEqual({ CONFIG_KPROBES: 'y' });
    expect(snapshot.functions.find(({ name }) => name === 'ext4_sync_fs')).toMatchObject({
      protos: [{ params: [{ name: 'file' }] }],
      symbols: [{ letter: 't', module: 'ext4', ftrace: true, blacklisted: false }],
    });
  });

  test('says what it does not show', async () => {
    const root = system(visibleToAll);
    const absent = 'there is no such file';
    const { snapshot } = await readLiveSnapshot({ root });
    expect(snapshot.notes.map((note) => note.replace(root, ''))).toEqual([
      `not read: the functions ftrace can patch (${absent}): /sys/kernel/debug/tracing/available_filter_functions`,
      `not read: the kprobe blacklist (${absent}): /sys/kernel/debug/kprobes/blacklist`,
      `not read: the trace events (${absent}): /sys/kernel/tracing/events/header_page`,
      `not read: the boot image (${absent}): /lib/modules/${RELEASE}/vmlinuz`,
      `not read: the configuration (${absent}): /lib/modules/${RELEASE}/config`,
    ]);
    expect(snapshot.functions.find(({ name }) => name === 'vfs_read')?.symbols).toEqual([{ letter: 'T' }]);
  });

  const bootImage = writeBzImage(gzipSync(writeVmlinux('6.1').bytes));
  const note = (buildId: string) => {
    const head = Buffer.from('040000001400000003000000474e5500', 'hex');
    return Buffer.concat([head, Buffer.from(buildId, 'hex')]);
  };

  test('is completed from its boot image, which others may read', async () => {
    const root = system({
      ...visibleToAll,
      '/sys/kernel/notes': note(BUILD_ID),
      [`/boot/vmlinuz-${RELEASE}`]: bootImage,
    });
    const { snapshot } = await readLiveSnapshot({ root });
    expect(snapshot.functions.find(({ name }) => name === 'vfs_read')?.symbols).toEqual([
      { letter: 'T', range: 'text' },
    ]);
    expect(snapshot.functions.find(({ name }) => name === 'ext4_sync_fs')?.symbols).toEqual([
      { letter: 't', module: 'ext4' },
    ]);
    expect(snapshot.complete).toContain('data');
  });

  test('does not believe a boot image of another build', async () => {
    const root = system({
      ...visibleToAll,
      '/sys/kernel/notes': note('00'.repeat(20)),
      [`/boot/vmlinuz-${RELEASE}`]: bootImage,
    });
    const { snapshot } = await readLiveSnapshot({ root });
    expect(snapshot.notes.map((each) => each.replace(root, ''))).toContain(
      `not read: the boot image (it is not the running build): /boot/vmlinuz-${RELEASE}`,
    );
    expect(snapshot.functions.find(({ name }) => name === 'vfs_read')?.symbols).toEqual([{ letter: 'T' }]);
  });

  test('with a damaged module keeps the rest', async () => {
    const root = system({ ...visibleToAll, '/sys/kernel/btf/xfs': ext4Types.subarray(0, 30) });
    const { snapshot } = await readLiveSnapshot({ root });
    expect(snapshot.notes.some((each) => /^not read: the types of a module \(.*xfs$/.test(each))).toBe(true);
    expect(snapshot.modules).toEqual(['ext4']);
  });

  test('that shows neither types nor symbols is refused', async () => {
    await expect(readLiveSnapshot({ root: system({}) })).rejects.toBeInstanceOf(UsageError);
  });
});
