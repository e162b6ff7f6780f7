import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const lang = 'bpf-object';
const event = 'DECLARE_TRACE(sched_switch, bool preempt);';
const now = kernel('6.12', `struct task_struct *bpf_task_from_pid(int pid); ${event}`);

export const cases = testRule(rule, [
  {
    name: 'finds a function that is not there yet',
    lang,
    trace: `SEC("tp_btf/sched_switch")
call bpf_task_from_pid
exit`,
    kernels: [kernel('5.10', event), now],
    findings: ['1:1 the kernel function `bpf_task_from_pid` the program calls does not exist on 5.10'],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent where a weak one is tested',
    lang,
    trace: `SEC("tp_btf/sched_switch")
r1 = weak bpf_task_from_pid
if r1 == 0 goto out
call weak bpf_task_from_pid
out:
exit`,
    kernels: [kernel('5.10', event), now],
    findings: [],
  },
  {
    name: 'finds a variable that is gone',
    lang,
    trace: `SEC("tp_btf/sched_switch")
r1 = strong jiffies_63
exit`,
    kernels: kernel('6.12', `unsigned long jiffies; ${event}`),
    findings: ['1:1 the kernel symbol `jiffies_63` the program is linked with does not exist'],
  },
]);
