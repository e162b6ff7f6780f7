import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v510 = kernel(
  '5.10',
  'void blk_account_io_start(struct request *rq); void blk_account_io_done(struct request *req); void blk_account_io_merge(struct request *req);',
);
const v61 = kernel(
  '6.1',
  'void blk_account_io_merge(struct request *req); void blk_account_io_new(struct request *req);',
);

export const cases = testRule(rule, [
  {
    name: 'finds functions that a pattern lost',
    trace: 'kprobe:blk_account_* { @[func] = count(); }',
    kernels: [v510, v61],
    writtenFor: v510,
    findings: [
      '1:1 `blk_account_*` no longer matches all that it matched on the kernel the script was written for on 6.1',
    ],
    evidence: ['expected: 3 functions on 5.10', 'actual: without `blk_account_io_done`, `blk_account_io_start` on 6.1'],
    effect: 'warning incomplete',
  },
  {
    name: 'is silent about functions that a pattern gained',
    trace: 'kprobe:blk_account_io_m* { @[func] = count(); }',
    kernels: v61,
    writtenFor: v510,
    findings: [],
  },
  {
    name: 'is silent where no kernel is named',
    trace: 'kprobe:blk_account_* { @[func] = count(); }',
    kernels: [v510, v61],
    findings: [],
  },
]);
