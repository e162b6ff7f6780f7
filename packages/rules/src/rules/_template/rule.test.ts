import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds the thing',
    trace: 'p vfs_read a=$arg2',
    kernels: kernel('6.1', 'int vfs_read(struct file *file);'),
    findings: ['1:14 `vfs_read` has no argument 2'],
  },
  {
    name: 'is silent where all is well',
    trace: 'p vfs_read a=$arg1',
    kernels: kernel('6.1', 'int vfs_read(struct file *file);'),
    findings: [],
  },
]);
