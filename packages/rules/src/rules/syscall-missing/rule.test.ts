import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const both = kernel(
  '6.1',
  `SYSCALL(openat); SYSCALL(lookup_dcookie); long __x64_sys_lookup_dcookie(const struct pt_regs *regs);
  TRACE_EVENT(syscalls, sys_enter_lookup_dcookie, long cookie64;);`,
);
const without = kernel('6.12', 'SYSCALL(openat); long __x64_sys_openat(const struct pt_regs *regs);');

export const cases = testRule(rule, [
  {
    name: 'finds a system call that ended, by its events and by its function',
    trace:
      'tracepoint:syscalls:sys_enter_lookup_dcookie { @ = count(); } kprobe:__x64_sys_lookup_dcookie { @ = count(); }',
    kernels: [both, without],
    findings: [
      '1:1 there is no system call `lookup_dcookie` on 6.12',
      '1:63 there is no system call `lookup_dcookie` on 6.12',
    ],
    evidence: [
      'actual: not there on 6.12',
      'elsewhere: exists on 6.1',
      'actual: not there on 6.12',
      'elsewhere: exists on 6.1',
    ],
    effect: 'error will-not-load',
  },
  {
    name: 'leaves to others what no kernel has, since it may be misspelled',
    trace: 'tracepoint:syscalls:sys_enter_opennat { @ = count(); }',
    kernels: [both, without],
    findings: [],
  },
]);
