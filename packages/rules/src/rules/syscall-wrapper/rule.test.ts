import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v61 = kernel(
  '6.1',
  'long __x64_sys_openat(const struct pt_regs *regs); long __x64_sys_read(const struct pt_regs *regs);',
);

export const cases = testRule(rule, [
  {
    name: 'finds a system call by its old name',
    trace: 'p sys_read',
    kernels: v61,
    findings: ['1:3 the system call `sys_read` is not a function of that name'],
    candidates: ['__x64_sys_read'],
    effect: 'error will-not-load',
  },
  {
    name: 'finds an argument that is read as if it were passed in a register',
    trace: 'kprobe:__x64_sys_openat { printf("%s", str(arg1)); }',
    kernels: v61,
    findings: [
      '1:44 `arg1` of `__x64_sys_openat` is no argument of the system call: those lie in the registers it gets a pointer to',
    ],
  },
  {
    name: 'finds the pointer to the registers that is read as text',
    trace: 'p __x64_sys_openat name=+0($arg1):string',
    kernels: v61,
    findings: [
      '1:28 `$arg1` of `__x64_sys_openat` is no argument of the system call: those lie in the registers it gets a pointer to',
    ],
  },
  {
    name: 'is silent where the registers are read behind the pointer',
    trace: 'kprobe:__x64_sys_openat { printf("%d", ((struct pt_regs *)arg0)->di); }',
    kernels: v61,
    findings: [],
  },
  {
    name: 'is silent about a function that is called so',
    trace: 'p sys_read',
    kernels: kernel('4.14', 'long sys_read(unsigned int fd, char *buf, size_t count);'),
    findings: [],
  },
]);
