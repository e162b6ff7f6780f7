import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds a symbol that is gone',
    trace: 'p vfs_read j=@jiffies_63',
    kernels: kernel('6.1', 'unsigned long jiffies_64; int vfs_read(struct file *file);'),
    findings: ['1:15 the symbol `jiffies_63` does not exist'],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent about a variable and a function',
    trace: 'p vfs_read j=@jiffies_64 f=@vfs_read',
    kernels: kernel('6.1', 'unsigned long jiffies_64; int vfs_read(struct file *file);'),
    findings: [],
  },
]);
