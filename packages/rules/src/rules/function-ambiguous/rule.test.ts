import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const twice = 'static void destroy_inodecache(void); static void destroy_inodecache(void);';

export const cases = testRule(rule, [
  {
    name: 'tells kernels that refuse a shared name from those that take the first',
    trace: 'p destroy_inodecache',
    kernels: [kernel('5.10', twice), kernel('6.1.56', twice), kernel('6.1.60', twice), kernel('6.6', twice)],
    findings: [
      '1:3 several functions are named `destroy_inodecache`, and only the first is probed, without a word on 5.10, 6.1.56',
      '1:3 several functions are named `destroy_inodecache`, and the kernel refuses to choose on 6.1.60, 6.6',
    ],
    effect: 'warning incomplete, error will-not-load',
  },
  {
    name: 'is silent about a name that is had once',
    trace: 'p vfs_read',
    kernels: kernel('6.6', 'int vfs_read(struct file *file);'),
    findings: [],
  },
]);
