import type { Condition } from '@tracefit/model';
import { kernel } from '@tracefit/testing';
import { referenceOf } from '../hooks/reference';
import { decideCondition } from './decide';

const whole = kernel(
  '5.10.262',
  `int vfs_read(struct file *file); unsigned long jiffies; enum pid_type { PIDTYPE_PID };
  struct renamedata { struct inode *old_dir; }; TRACE_EVENT(sched, sched_switch, int prev_pid;);`,
  { config: { CONFIG_BPF: 'y' } },
);
const bare = kernel('5.10.262', '', { complete: [] });

const struct = (name: string) => ({ kind: 'struct', name }) as const;
const truth = (condition: Condition, on = whole) => {
  const answer = decideCondition(condition, { kernel: on, declared: [] }, referenceOf([on], undefined));
  return answer.kind;
};

const held: readonly Condition[] = [
  { kind: 'function_exists', name: 'vfs_read' },
  { kind: 'tracepoint_exists', system: 'sched', name: 'sched_switch' },
  { kind: 'type_exists', type: struct('renamedata') },
  { kind: 'field_exists', type: struct('renamedata'), path: ['old_dir'] },
  { kind: 'enumval_exists', name: 'PIDTYPE_PID' },
  { kind: 'symbol_exists', name: 'jiffies' },
  { kind: 'config_set', name: 'CONFIG_BPF' },
];

const notHeld: readonly Condition[] = [
  { kind: 'function_exists', name: 'vfs_write' },
  { kind: 'tracepoint_exists', system: 'sched', name: 'sched_waking' },
  { kind: 'type_exists', type: struct('mnt_idmap') },
  { kind: 'field_exists', type: struct('renamedata'), path: ['new_mnt_idmap'] },
  { kind: 'field_exists', type: struct('mnt_idmap'), path: ['owner'] },
  { kind: 'enumval_exists', name: 'PIDTYPE_TGID' },
  { kind: 'symbol_exists', name: 'jiffies_64' },
  { kind: 'config_set', name: 'CONFIG_KPROBES' },
];

describe('a condition', () => {
  test.each(held)('holds: %j', (condition) => {
    expect(truth(condition)).toBe('true');
    expect(truth({ kind: 'not', of: condition })).toBe('false');
  });

  test.each(notHeld)('does not hold: %j', (condition) => {
    expect(truth(condition)).toBe('false');
  });

  test.each(notHeld)('is unknown where nothing was read: %j', (condition) => {
    expect(truth(condition, bare)).toBe('unknown');
  });

  test.each([
    ['<', '5.12.0', 'true'],
    ['>=', '5.10.200', 'true'],
    ['==', '5.10.255', 'true'],
    ['>', '5.10.255', 'false'],
    ['<=', '5.4.0', 'false'],
    ['!=', '5.10.0', 'true'],
  ] as const)('compares version codes, whose last number ends at 255: %s %s', (op, version, expected) => {
    expect(truth({ kind: 'version', op, version })).toBe(expected);
  });

  test('of several parts is known where one part decides', () => {
    const opaque: Condition = { kind: 'opaque', text: 'args.verbose' };
    const unread: Condition = { kind: 'config_set', name: 'CONFIG_KPROBES' };
    const yes: Condition = { kind: 'version', op: '>', version: '4.0.0' };
    const no: Condition = { kind: 'not', of: yes };
    expect(truth({ kind: 'all', of: [opaque, no] })).toBe('false');
    expect(truth({ kind: 'any', of: [unread, yes] }, bare)).toBe('true');
    expect(truth({ kind: 'all', of: [opaque, yes] })).toBe('either');
    expect(truth({ kind: 'all', of: [unread, opaque] }, bare)).toBe('unknown');
    expect(truth({ kind: 'not', of: opaque })).toBe('either');
  });
});
