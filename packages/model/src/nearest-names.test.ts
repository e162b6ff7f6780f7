import { nearestNames } from './nearest-names';

const formats = ['bpftrace', 'kprobe_events', 'function_events', 'shell'];

test.each([
  ['bpftace', ['bpftrace']],
  ['kprobe_event', ['kprobe_events']],
  ['kprobe-events', ['kprobe_events']],
  ['BPFTRACE', ['bpftrace']],
  ['shlel', ['shell']],
  ['python', []],
  ['', []],
])('%s is near %j', (name, near) => {
  expect(nearestNames(name, formats)).toEqual(near);
});

test('a name with a word less before it is near, and one of two letters is not', () => {
  expect(nearestNames('fl_type', ['fl', 'flags', 'type'])).toEqual(['type']);
});

test('the nearest names come first, and no more than asked for', () => {
  const names = ['vfs_reads', 'vfs_read', 'vfs_readv', 'vfs_rea'];
  expect(nearestNames('vfs_raed', names, 2)).toEqual(['vfs_read', 'vfs_rea']);
});

test('a name of any length takes no time', () => {
  expect(nearestNames('a'.repeat(1_000_000), ['a'.repeat(1_000_000)])).toEqual([]);
});
