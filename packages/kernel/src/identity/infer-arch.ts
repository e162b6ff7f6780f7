import type { Btf } from '@tracefit/btf';

/** Each architecture's prefix of system call functions (arch/ARCH/include/asm/syscall_wrapper.h), with one all kernels have. */
const MARKS: readonly (readonly [string, string])[] = [
  ['__x64_sys_read', 'x86_64'],
  ['__arm64_sys_read', 'arm64'],
  ['__riscv_sys_read', 'riscv64'],
  ['__s390x_sys_read', 's390x'],
];

/** The architecture of a kernel by the functions in its BTF; `undefined` where they do not tell. */
export function inferArch(btf: Btf): string | undefined {
  return MARKS.find(([name]) => btf.find(name, 'func') !== undefined)?.[1];
}
