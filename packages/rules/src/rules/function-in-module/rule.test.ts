import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const cloud = kernel('6.1-cloud', 'long ext4_file_read_iter(struct kiocb *iocb, struct iov_iter *to);');
const plain = kernel('6.1', 'module(ext4) long ext4_file_read_iter(struct kiocb *iocb, struct iov_iter *to);');

export const cases = testRule(rule, [
  {
    name: 'finds a function that other kernels have built in',
    trace: 'p ext4_file_read_iter',
    kernels: [plain, cloud],
    findings: [
      '1:3 `ext4_file_read_iter` is not in the kernel itself, and can be probed only while its module is loaded on 6.1',
    ],
    evidence: [
      'actual: it is in the module ext4 on 6.1',
      'elsewhere: long int ext4_file_read_iter(struct kiocb *iocb, struct iov_iter *to) on 6.1-cloud',
    ],
    fix: ['Load ext4 before the script starts, and name it where the tool can: `ext4:ext4_file_read_iter`.'],
    effect: 'warning will-not-load',
  },
  {
    name: 'is silent where it is in a module everywhere',
    trace: 'p ext4_file_read_iter',
    kernels: plain,
    findings: [],
  },
  {
    name: 'is silent where the script names the module',
    trace: 'p ext4:ext4_file_read_iter',
    kernels: [plain, cloud],
    findings: [],
  },
]);
