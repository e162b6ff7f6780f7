import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const open = 'long do_sys_open(int dfd, const char *filename, int flags, unsigned short mode);';

export const cases = testRule(rule, [
  {
    name: 'finds the registers of another architecture',
    trace: 'p:myprobe do_sys_open dfd=%ax filename=%dx flags=%cx',
    kernels: kernel('6.1', open),
    findings: ['1:27 `%ax` holds no argument at the entry of `do_sys_open`'],
    fix: ['The arguments are in %di, %si, %dx, %cx, %r8, %r9, in this order.'],
    effect: 'error wrong-data',
  },
  {
    name: 'tells a register that the architecture does not have, for which the probe is refused',
    trace: 'p:myprobe do_sys_open dfd=%di filename=%x1',
    kernels: kernel('6.1', open, { arch: 'arm64' }),
    findings: ['1:27 `%di` holds no argument at the entry of `do_sys_open`'],
    fix: ['The arguments are in %x0, %x1, %x2, %x3, %x4, %x5, %x6, %x7, in this order.'],
    effect: 'error will-not-load',
  },
  ...(['riscv64', 's390x', 'ppc64le'] as const).map((arch) => ({
    name: `knows that ${arch} refuses a register of x86-64`,
    trace: 'p:myprobe do_sys_open dfd=%ax',
    kernels: kernel('6.12', open, { arch }),
    findings: ['1:27 `%ax` holds no argument at the entry of `do_sys_open`'],
    effect: 'error will-not-load',
  })),
  {
    name: 'is silent about registers that hold arguments, and about the stack pointer',
    trace: 'p do_sys_open dfd=%di sp=%sp',
    kernels: kernel('6.1', open),
    findings: [],
  },
  {
    name: 'cannot tell on an architecture whose calling convention it does not know',
    trace: 'p do_sys_open dfd=%di',
    kernels: kernel('6.1', open, { arch: 'loongarch64' }),
    findings: [],
    unchecked: ['which registers hold the arguments on loongarch64 is not known here'],
  },
]);
