import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds a name that no argument has',
    trace: 'f vfs_read fp=file n=size',
    kernels: kernel('6.12', 'int vfs_read(struct file *file, char *buf, unsigned long count);'),
    findings: ['1:22 `vfs_read` has no argument named `size`'],
    evidence: ['actual: int vfs_read(struct file *file, char *buf, long unsigned int count)'],
    effect: 'error will-not-load',
  },
  {
    name: 'offers a name that is near',
    trace: 'f:rm vfs_rmdir mnt_userns',
    kernels: kernel('6.12', 'int vfs_rmdir(struct mnt_idmap *mnt_userids, struct inode *dir);'),
    findings: ['1:16 `vfs_rmdir` has no argument named `mnt_userns`'],
    candidates: ['mnt_userids'],
  },
]);
