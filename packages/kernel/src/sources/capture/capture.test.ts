import { gzipSync } from 'node:zlib';
import { FormatError, readBtf, writeBtf } from '@tracefit/btf';
import { testWrittenSource } from '../../../test/test-kernel-source';
import { writeCapture } from '../../../test/write-capture';
import { BANNER, someTypes } from '../../../test/write-vmlinux';
import { capture } from '.';

const CLOSED = { reason: 'permission denied, it needs root' };
const BASE = readBtf(someTypes());
const FORMATS = `### sched/sched_wakeup/format
name: sched_wakeup
ID: 316
format:
\tfield:pid_t pid;\toffset:24;\tsize:4;\tsigned:1;

print fmt: "pid=%d", REC->pid
### block/block_rq_issue/format
name: block_rq_issue
ID: 1200
format:
\tfield:dev_t dev;\toffset:8;\tsize:4;\tsigned:0;

print fmt: "%d", REC->dev
`;

const asUser = {
  'uname -r': '6.1.0-56-amd64\n',
  'uname -m': 'x86_64\n',
  '/proc/version': `${BANNER}\n`,
  '/proc/kallsyms': '0000000000000000 T vfs_read\n0000000000000000 t ext4_sync_fs\t[ext4]\n',
  '/sys/kernel/btf/vmlinux': someTypes(),
  '/sys/kernel/tracing/available_filter_functions': CLOSED,
  '/sys/kernel/debug/kprobes/blacklist': CLOSED,
  '/sys/kernel/tracing/events': CLOSED,
};
const asRoot = {
  ...asUser,
  '/proc/kallsyms':
    'ffffffff81000000 T vfs_read\nffffffff82000000 D jiffies\nffffffffc0100000 t ext4_sync_fs\t[ext4]\n',
  '/sys/kernel/btf/ext4': writeBtf([{ kind: 'func', name: 'ext4_sync_fs', type: 4, linkage: 'static' }], {
    base: BASE,
  }),
  '/proc/config.gz': gzipSync('CONFIG_KPROBES=y\n'),
  '/sys/kernel/tracing/available_filter_functions': 'vfs_read\next4_sync_fs [ext4]\n',
  '/sys/kernel/debug/kprobes/blacklist': '0xffffffff81001000-0xffffffff81001010\tasm_exc_page_fault\n',
  '/sys/kernel/tracing/events': FORMATS,
};
const context = { progress: () => undefined, maxUnpacked: 1 << 24 };
const read = (bytes: Uint8Array) => capture.read({ path: 'web1.capture', bytes }, context);

testWrittenSource(capture, __dirname, {
  'as-root': { path: 'web1.capture', bytes: gzipSync(writeCapture(asRoot)) },
  'as-user': { path: 'web1.capture', bytes: writeCapture(asUser) },
});

describe('a capture', () => {
  test('says what could not be seen, and why', async () => {
    const { notes } = await read(writeCapture(asUser));
    expect(notes).toEqual([
      'not read: the functions ftrace can patch (permission denied, it needs root): /sys/kernel/tracing/available_filter_functions',
      'not read: the kprobe blacklist (permission denied, it needs root): /sys/kernel/debug/kprobes/blacklist',
      'not read: the trace events (permission denied, it needs root): /sys/kernel/tracing/events/header_page',
      'not read: the configuration (there is no such file): /lib/modules/6.1.0-56-amd64/config',
    ]);
  });

  test('with a format that could not be read does not have all trace events', async () => {
    const { complete, notes } = await read(
      writeCapture({ ...asRoot, '/sys/kernel/tracing/events': `### sched/sched_switch/format\n${FORMATS}` }),
    );
    expect(complete).not.toContain('tracepoints');
    expect(notes).toEqual([
      'not read: a trace event (it could not be read): /sys/kernel/tracing/events/sched/sched_switch/format',
    ]);
  });

  test('is the base of the modules that are read with it', async () => {
    expect((await read(writeCapture(asUser))).base?.btf.find('vfs_read', 'func')).toBeDefined();
  });

  test('shows no reason that is a command to the terminal', async () => {
    const { notes } = await read(
      writeCapture({ ...asUser, '/sys/kernel/debug/kprobes/blacklist': { reason: '\u001b[2J\u0007gone' } }),
    );
    expect(notes.join('\n')).toContain('(?[2J?gone)');
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, -7), 'the capture is cut short'],
    [
      'without its end',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -6), Buffer.from('end 7\n')]),
      'lacks entries',
    ],
    ['with an entry beyond its end', (bytes: Buffer) => replaced(bytes, 'file 15 ', 'file 99999999 '), 'is damaged'],
    ['with an entry of a size that is none', (bytes: Buffer) => replaced(bytes, 'file 15 ', 'file 1e9 '), 'is damaged'],
    ['of no kernel', (bytes: Buffer) => replaced(bytes, 'uname -r', 'uname -x'), 'does not say which release'],
  ])('%s is refused', async (_, change, sentence) => {
    const refused: unknown = await Promise.resolve(change(writeCapture(asUser)))
      .then(read)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(FormatError);
    expect(String(refused)).toContain(sentence);
  });

  test('with neither types nor symbols is refused', async () => {
    const bytes = writeCapture({ 'uname -r': '6.1.0\n', '/proc/kallsyms': CLOSED, '/sys/kernel/btf/vmlinux': CLOSED });
    await expect(async () => read(bytes)).rejects.toThrow('the capture has neither types nor symbols');
  });

  test('of hostile paths reads nothing from this machine', async () => {
    const bytes = writeCapture({ ...asUser, '../../etc/passwd': 'x', '/sys/kernel/btf/../../../etc/passwd': 'x' });
    expect((await read(bytes)).functions.length).toBeGreaterThan(0);
  });
});

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
}
