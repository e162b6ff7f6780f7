import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const functions = `int sigprocmask(int how, sigset_t *set, sigset_t *oldset); void __set_task_blocked(struct task_struct *tsk);
  void _raw_spin_lock_irq(raw_spinlock_t *lock); long __x64_sys_rt_sigprocmask(const struct pt_regs *regs);
  long __ia32_sys_rt_sigprocmask(const struct pt_regs *regs); void set_restore_mask(void);`;
const before = kernel(
  '6.1',
  `${functions} CALLERS(sigprocmask, __ia32_sys_rt_sigprocmask, __x64_sys_rt_sigprocmask, set_restore_mask);
  CALLERS(__set_task_blocked, sigprocmask); CALLERS(_raw_spin_lock_irq, sigprocmask);`,
);

export const cases = testRule(rule, [
  {
    name: 'finds a function whose code is in those that called it',
    trace: 'p sigprocmask',
    kernels: kernel(
      '6.12',
      `${functions} CALLERS(sigprocmask, set_restore_mask);
      CALLERS(__set_task_blocked, sigprocmask, __ia32_sys_rt_sigprocmask, __x64_sys_rt_sigprocmask);
      CALLERS(_raw_spin_lock_irq, sigprocmask, __ia32_sys_rt_sigprocmask, __x64_sys_rt_sigprocmask);`,
    ),
    writtenFor: before,
    findings: ['1:3 the compiler took `sigprocmask` into most of what called it'],
    effect: 'warning incomplete',
    evidence: [
      'expected: 3 call sites in 3 functions',
      'actual: 1 call site in 1 function, no longer in `__ia32_sys_rt_sigprocmask` and `__x64_sys_rt_sigprocmask`',
      'elsewhere: int sigprocmask(int how, sigset_t *set, sigset_t *oldset)',
    ],
  },
  {
    name: 'leaves to function-bypassed what its callers call in its place',
    trace: 'p sigprocmask',
    kernels: kernel(
      '6.12',
      `${functions} int sigprocmask_locked(int how, sigset_t *set, sigset_t *oldset); CALLERS(sigprocmask, set_restore_mask);
      CALLERS(sigprocmask_locked, __ia32_sys_rt_sigprocmask, __x64_sys_rt_sigprocmask);
      CALLERS(__set_task_blocked, sigprocmask, sigprocmask_locked); CALLERS(_raw_spin_lock_irq, sigprocmask, sigprocmask_locked);`,
    ),
    writtenFor: before,
    findings: [],
  },
  {
    name: 'is silent where one of three callers has it inlined',
    trace: 'p sigprocmask',
    kernels: kernel(
      '6.12',
      `${functions} CALLERS(sigprocmask, set_restore_mask, __x64_sys_rt_sigprocmask);
      CALLERS(__set_task_blocked, sigprocmask, __ia32_sys_rt_sigprocmask);
      CALLERS(_raw_spin_lock_irq, sigprocmask, __ia32_sys_rt_sigprocmask);`,
    ),
    writtenFor: before,
    findings: [],
  },
]);
