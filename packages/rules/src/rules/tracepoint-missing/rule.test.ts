import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v513 = kernel(
  '5.13',
  'TRACE_EVENT(block, block_rq_insert, int dev; unsigned int nr_sector;); DECLARE_TRACE(block_rq_insert, struct request *rq);',
);
const v68 = kernel(
  '6.8',
  'TRACE_EVENT(block, block_rq_insert, int dev;); TRACE_EVENT(block, block_io_start, int dev;); DECLARE_TRACE(block_io_start, struct request *rq);',
);

export const cases = testRule(rule, [
  {
    name: 'finds an event that is not there yet',
    trace: 'e block.block_io_start dev=$dev',
    kernels: [v513, v68],
    findings: ['1:3 the tracepoint `block:block_io_start` does not exist on 5.13'],
    evidence: ['actual: not there on 5.13', 'elsewhere: exists on 6.8'],
    effect: 'error will-not-load',
  },
  {
    name: 'finds a raw tracepoint that is not there, for which tracefs waits',
    trace: 't:io block_io_start rq',
    kernels: v513,
    findings: ['1:6 the tracepoint `block_io_start` does not exist'],
    effect: 'error never-fires',
  },
  {
    name: 'offers the event under its new system',
    trace: 'e blk.block_rq_insert dev=$dev',
    kernels: v68,
    findings: ['1:3 the tracepoint `blk:block_rq_insert` does not exist'],
    candidates: ['block:block_rq_insert'],
  },
  {
    name: 'cannot tell where the events were not read',
    trace: 'e block.block_io_start dev=$dev',
    kernels: kernel('6.1', '', { complete: ['functions', 'config'] }),
    findings: [],
    unchecked: [
      'the trace events of this kernel were not read, so whether it has `block:block_io_start` cannot be told',
    ],
  },
  {
    name: 'says where no kernel has it, and offers no other system call',
    lang: 'shell',
    trace: `bpftrace -e 'tracepoint:preemptirq:irq_disable { @ = count(); }'
trace-cmd record -e syscalls:sys_enter_open`,
    kernels: [
      kernel('6.11', 'TRACE_EVENT(syscalls, sys_enter_open, int flags;);'),
      kernel('6.12', 'TRACE_EVENT(syscalls, sys_enter_openat, int flags;);'),
    ],
    findings: [
      '1:14 the tracepoint `preemptirq:irq_disable` does not exist on 6.11, 6.12',
      '2:21 the tracepoint `syscalls:sys_enter_open` does not exist on 6.12',
    ],
    fix: [
      'No kernel at hand has it: look at how it is spelled, and whether it comes with a module or an option that none of them has.',
      'Use a tracepoint that exists on every target, or give each range of kernels its own probe.',
    ],
    candidates: [],
  },
]);
