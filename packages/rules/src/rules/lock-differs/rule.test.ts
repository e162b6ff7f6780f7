import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const before = kernel('5.10', 'int vfs_unlink(struct inode *dir, struct dentry *dentry); struct inode; struct dentry;');
const after = kernel(
  '6.1',
  'int vfs_unlink(struct user_namespace *mnt_userns, struct inode *dir, struct dentry *dentry); struct inode; struct dentry;',
);
const audit = kernel('4.19', 'int cap_capable(const struct cred *cred, int cap, int audit);');
const opts = kernel('5.10', 'int cap_capable(const struct cred *cred, int cap, unsigned int opts);');
const number = kernel('5.15', 'int cap_capable(const struct cred *cred, int cap, int opts);');

export const cases = testRule(rule, [
  {
    name: 'finds an argument that is another one than the lock says',
    trace: 'kprobe:vfs_unlink { printf("%p", arg1); }',
    kernels: [before, after],
    lockedWith: before,
    findings: ['1:34 the argument vfs_unlink arg1 is not what it was when the script was locked on 6.1'],
    evidence: ['expected: struct dentry *dentry', 'actual: struct inode *dir on 6.1'],
    effect: 'error wrong-data',
  },
  {
    name: 'finds a number that has another name',
    trace: 'kprobe:cap_capable { printf("%d", arg2); }',
    kernels: number,
    lockedWith: audit,
    findings: ['1:35 the argument cap_capable arg2 is not what it was when the script was locked'],
  },
  {
    name: 'is silent where nothing is locked, and about what is not read',
    trace: 'kprobe:cap_capable { printf("%d", arg1); }',
    kernels: [audit, opts],
    lockedWith: audit,
    findings: [],
  },
]);
