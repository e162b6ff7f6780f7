import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds a function that only BTF knows',
    trace: 'p blk_account_io_start',
    kernels: kernel('6.1', 'inlined void blk_account_io_start(struct request *rq);'),
    findings: ['1:3 `blk_account_io_start` exists in the source only: the compiler took it into its callers'],
    effect: 'error will-not-load',
  },
  {
    name: 'leaves it to perf, which finds the copies where debugging information is installed',
    lang: 'shell',
    trace: 'perf probe --add blk_account_io_start',
    kernels: kernel('6.1', 'inlined void blk_account_io_start(struct request *rq);'),
    findings: [],
    unchecked: ['`blk_account_io_start` is inlined here, where only debugging information tells, which was not read'],
  },
  {
    name: 'is silent about a function that is there',
    trace: 'p blk_account_io_start',
    kernels: kernel('6.1', 'void blk_account_io_start(struct request *rq);'),
    findings: [],
  },
]);
