import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds the result of a function that has none',
    trace: 'r kfree ret=$retval',
    kernels: kernel('6.1', 'void kfree(const void *objp);'),
    findings: ['1:13 `kfree` returns nothing, and `$retval` reads what happens to be in the register'],
    effect: 'error wrong-data',
  },
  {
    name: 'reads the register of results as a result',
    trace: 'r kfree ret=%ax',
    kernels: kernel('6.1', 'void kfree(const void *objp);'),
    findings: ['1:13 `kfree` returns nothing, and `$retval` reads what happens to be in the register'],
  },
  {
    name: 'is silent about a result',
    trace: 'r vfs_read ret=$retval',
    kernels: kernel('6.1', 'long vfs_read(struct file *file);'),
    findings: [],
  },
]);
