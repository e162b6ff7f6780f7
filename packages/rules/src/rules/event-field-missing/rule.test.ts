import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds a field that the record has no longer',
    trace: 'e sched.sched_switch prev=$prev_pid ok=$success',
    kernels: kernel('6.1', 'TRACE_EVENT(sched, sched_switch, char prev_comm[16]; int prev_pid; int next_pid;);'),
    findings: ['1:41 `sched:sched_switch` has no field `success`'],
    evidence: ['actual: its fields: prev_comm, prev_pid, next_pid'],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent where the event itself is missing',
    trace: 'e sched.sched_swich prev=$prev_pid',
    kernels: kernel('6.1', 'TRACE_EVENT(sched, sched_switch, int prev_pid;);'),
    findings: [],
  },
]);
