import { snapshotKernel } from '@tracefit/model';
import { kernelSnapshot } from '@tracefit/testing';
import { rawTracepointPresence } from './tracepoint-presence';

const snapshot = kernelSnapshot('5.10', 'int vfs_read(int fd);');
const kernel = snapshotKernel({
  ...snapshot,
  complete: ['raw_tracepoints', 'tracepoints', 'modules'],
  tracepoints: [
    { system: 'ext4', name: 'ext4_sync_file_enter', module: 'ext4' },
    { system: 'syscalls', name: 'sys_enter_openat' },
  ],
  rawTracepoints: [{ name: 'sched_switch', params: [] }],
});

test.each([
  ['sched_switch', 'there'],
  ['ext4_sync_file_enter', 'there'],
  ['sys_enter_openat', 'missing'],
  ['sync_file_enter', 'missing'],
])('the raw tracepoint %s, whether BTF or an event of a module tells of it, is %s', (name, presence) => {
  expect(rawTracepointPresence(kernel, name, [])).toEqual({ kind: 'known', value: presence });
});
