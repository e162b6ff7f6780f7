import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'tells that only copies by the compiler are left',
    trace: 'p finish_task_switch',
    kernels: kernel('5.18', 'clone finish_task_switch.isra.0; clone finish_task_switch.cold;'),
    findings: ['1:3 `finish_task_switch` does not exist, only copies that the compiler made of it'],
    evidence: ['actual: only `finish_task_switch.isra.0` is left'],
  },

  {
    name: 'leaves to function-missing what has only a part that is seldom run',
    trace: 'p finish_task_switch',
    kernels: kernel('5.18', 'clone finish_task_switch.cold;'),
    findings: [],
  },
  {
    name: 'is silent where the function itself is there',
    trace: 'p finish_task_switch',
    kernels: kernel('5.18', 'void finish_task_switch(struct task_struct *prev); clone finish_task_switch.isra.0;'),
    findings: [],
  },
]);
