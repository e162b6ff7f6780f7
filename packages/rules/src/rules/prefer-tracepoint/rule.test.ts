import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const task = 'struct task_struct { int pid; int prio; char comm[16]; };';
const wake = 'int try_to_wake_up(struct task_struct *p, unsigned int state, int wake_flags);';
const event = 'TRACE_EVENT(sched, sched_wakeup, char comm[16]; int pid; int prio;);';
const v61 = kernel('6.1', `${task} ${wake} ${event}`);
const v612 = kernel('6.12', `${task} ${wake} ${event}`);
const without = kernel('5.10', `${task} ${wake}`);

export const cases = testRule(rule, [
  {
    name: 'names the tracepoint, and its field for each thing that is read',
    trace: 'kprobe:try_to_wake_up { $p = (struct task_struct *)arg0; @[$p->pid] = $p->prio; }',
    kernels: [v61, v612],
    findings: [
      '1:1 the tracepoint `sched:sched_wakeup` tells what is read of `try_to_wake_up`, and changes less on 6.1, 6.12',
    ],
    effect: 'info none',
    fix: [
      'Attach to the tracepoint `sched:sched_wakeup`, and read `pid` for `arg0.pid`, `prio` for `arg0.prio`. It fires only where the task does wake up.',
    ],
  },
  {
    name: 'names it where nothing is read',
    trace: 'p try_to_wake_up',
    kernels: v61,
    findings: ['1:3 the tracepoint `sched:sched_wakeup` tells what is read of `try_to_wake_up`, and changes less'],
    fix: ['Attach to the tracepoint `sched:sched_wakeup`. It fires only where the task does wake up.'],
  },
  {
    name: 'is silent where the tracepoint is not on every checked kernel',
    trace: 'kprobe:try_to_wake_up { @ = count(); }',
    kernels: [without, v61],
    findings: [],
  },
  {
    name: 'is silent where the record has no field for what is read',
    trace: 'kprobe:try_to_wake_up { @ = arg2; }',
    kernels: v61,
    findings: [],
  },
  {
    name: 'is silent at the end of the function',
    trace: 'kretprobe:try_to_wake_up { @ = count(); }',
    kernels: v61,
    findings: [],
  },
  {
    name: 'is silent where the script uses the tracepoint too',
    trace: 'kprobe:try_to_wake_up, tracepoint:sched:sched_wakeup { @ = count(); }',
    kernels: v61,
    findings: [],
  },
]);
