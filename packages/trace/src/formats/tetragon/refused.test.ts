import { checkTraces } from '@tracefit/checker';
import { snapshotKernel } from '@tracefit/model';
import { kernelSnapshot, sourceFile } from '@tracefit/testing';
import { tetragon } from '.';

const snapshot = kernelSnapshot(
  '6.1',
  `struct file { unsigned int f_mode; }; struct dentry { int d_flags; }; struct inode { int i_mode; }; struct pt_regs { unsigned long di; };
  loff_t vfs_llseek(struct file *file, loff_t offset, int whence);
  int vfs_unlink(struct user_namespace *mnt_userns, struct inode *dir, struct dentry *dentry);
  long __x64_sys_lseek(const struct pt_regs *regs);
  TRACE_EVENT(sched, sched_process_exit, unsigned short common_type; char comm[16]; int pid;);`,
);
const params = [
  { type: 'unsigned int', name: 'fd' },
  { type: 'off_t', name: 'offset' },
  { type: 'unsigned int', name: 'whence' },
];
const kernel = snapshotKernel({ ...snapshot, syscalls: [{ name: 'lseek', wrapper: '__x64_sys_lseek', params }] });

/** What is wrong with a policy of that one hook: `RULE SEVERITY EFFECT`. */
function wrongWith(list: string, hook: string): readonly string[] {
  const text = `apiVersion: cilium.io/v1alpha1\nkind: TracingPolicy\nspec:\n  ${list}:\n    - ${hook}\n`;
  const { findings } = checkTraces([tetragon.parse(sourceFile('policy.yaml', text))], [kernel], { toolVersion: '0' });
  return findings.map(({ rule, severity, effect }) => `${rule} ${severity} ${effect}`);
}

describe('a policy that Tetragon loads, and that reads what is there', () => {
  test.each([
    ['kprobes', '{ call: vfs_llseek, syscall: false, args: [{ index: 0, type: file }] }'],
    ['kprobes', '{ call: sys_lseek, syscall: true, args: [{ index: 0, type: int }, { index: 2, type: int }] }'],
    ['kprobes', '{ call: sys_lseek, return: true, returnArg: { index: 0, type: int } }'],
    ['kprobes', '{ call: vfs_unlink, syscall: false, args: [{ index: 2, type: dentry }] }'],
    ['tracepoints', '{ subsystem: sched, event: sched_process_exit, args: [{ index: 2, type: int }] }'],
  ])('has nothing wrong: %s %s', (list, hook) => {
    expect(wrongWith(list, hook)).toEqual([]);
  });
});

describe('a policy that Tetragon refuses', () => {
  test.each([
    ['kprobes', '{ call: thiscalldoesnotexist }', 'function-missing'],
    ['kprobes', '{ call: thiscalldoesnotexist, syscall: false }', 'function-missing'],
    ['kprobes', '{ call: sys_nosuchcall }', 'function-missing'],
    ['lsmhooks', '{ hook: nosuchhook }', 'lsm-hook-changed'],
    ['tracepoints', '{ subsystem: sched, event: nosuchevent }', 'tracepoint-missing'],
    ['tracepoints', '{ subsystem: sched, event: sched_process_exit, args: [{ index: 9 }] }', 'event-field-missing'],
    ['kprobes', '{ call: vfs_llseek, syscall: false, args: [{ index: 0, resolve: f_moder }] }', 'field-missing'],
  ])('is told to be refused: %s %s', (list, hook, rule) => {
    expect(wrongWith(list, hook)).toEqual([`${rule} error will-not-load`]);
  });

  it('is let through where it says that the function may be missing', () => {
    expect(wrongWith('kprobes', '{ call: gone, syscall: false, ignore: { callNotFound: true } }')).toEqual([
      'function-missing info never-fires',
    ]);
  });
});

describe('a policy that Tetragon only warns of', () => {
  test.each([
    ['{ call: vfs_llseek, syscall: false, args: [{ index: 3, type: int }] }', 'arg-missing'],
    ['{ call: vfs_llseek, syscall: false, args: [{ index: 0, type: string }] }', 'arg-changed'],
    ['{ call: vfs_unlink, syscall: false, args: [{ index: 1, type: dentry }] }', 'arg-changed'],
    ['{ call: sys_lseek, args: [{ index: 4, type: int }] }', 'arg-missing'],
    ['{ call: sys_lseek, args: [{ index: 0, type: string }] }', 'arg-changed'],
  ])('shows wrong data: %s', (hook, rule) => {
    expect(wrongWith('kprobes', hook)).toEqual([`${rule} error wrong-data`]);
  });
});
