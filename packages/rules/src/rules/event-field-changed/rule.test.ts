import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const text = kernel('5.10', 'TRACE_EVENT(writeback, writeback_start, char name[32]; long nr_pages;);');
const number = kernel('6.1', 'TRACE_EVENT(writeback, writeback_start, unsigned long name; int nr_pages;);');

export const cases = testRule(rule, [
  {
    name: 'finds text that became a number since the kernel the script was written for',
    trace: 'tracepoint:writeback:writeback_start { @[args.name] = count(); }',
    kernels: [text, number],
    writtenFor: text,
    findings: ['1:47 `name` of `writeback:writeback_start` is not `char[32] name` on 6.1'],
    evidence: [
      'expected: char[32] name on 5.10',
      'actual: long unsigned int name on 6.1',
      'elsewhere: char[32] name on 5.10',
    ],
  },
  {
    name: 'tells that the kernels do not agree',
    trace: 'e writeback.writeback_start name=$name',
    kernels: [text, number],
    findings: [
      '1:35 `name` of `writeback:writeback_start` is not the same kind of thing on all these kernels on 5.10, 6.1',
    ],
  },
  {
    name: 'finds another field at the place that a script reads',
    trace: `kind: TracingPolicy
spec:
  tracepoints:
    - { subsystem: raw_syscalls, event: sys_enter, args: [{ index: 1 }] }`,
    kernels: [
      kernel('6.1', 'TRACE_EVENT(raw_syscalls, sys_enter, unsigned short common_type; long id;);'),
      kernel('6.1-rt', 'TRACE_EVENT(raw_syscalls, sys_enter, unsigned short common_type; int common_pid; long id;);'),
    ],
    findings: [
      '4:68 `index 1` of `raw_syscalls:sys_enter` is not the same kind of thing on all these kernels on 6.1, 6.1-rt',
    ],
    evidence: ['actual: long int id on 6.1', 'actual: int common_pid on 6.1-rt'],
  },
  {
    name: 'is silent about a number of another size',
    trace: 'tracepoint:writeback:writeback_start { @ = sum(args.nr_pages); }',
    kernels: [text, number],
    findings: [],
  },
]);
