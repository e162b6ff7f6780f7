import type { AttachPoint, Kernel } from '@tracefit/model';
import type { OtherSyscallFunction } from '@tracefit/rules';
import { hookOf } from './hook';
import { splitEvent } from './tracepoint-presence';

/** The system call an attach point stands for, by its bare name; `undefined` where it is something else. */
export function syscallOf(attach: AttachPoint): string | undefined {
  if (attach.wildcard === true) return undefined;
  switch (hookOf(attach.kind)) {
    case 'syscall':
      return attach.name;
    case 'event': {
      const [system, event] = splitEvent(attach.name);
      return system === 'syscalls' ? /^sys_(?:enter|exit)_(\w+)$/.exec(event)?.[1] : undefined;
    }
    case 'function':
      return /^(?:__(?:x64|arm64|s390x|riscv)_sys|sys|SyS)_(\w+)$/.exec(attach.name)?.[1];
    default:
      return undefined;
  }
}

/**
 * Whether an attach point stands for a system call that other kernels have and this one lacks. Some are only on some
 * architectures, others came or went.
 */
export function lacksSyscall(attach: AttachPoint, kernel: Kernel, others: readonly Kernel[]): boolean {
  const name = syscallOf(attach);
  if (name === undefined || !kernel.complete('syscalls') || kernel.syscall(name)) return false;
  return others.some((other) => other.syscall(name) !== undefined);
}

/**
 * The function that stands for a system call on a kernel, where the attach point names that of another architecture. The call's
 * event is the same on all of them.
 */
export function otherSyscallFunction(attach: AttachPoint, kernel: Kernel): OtherSyscallFunction | undefined {
  const name = hookOf(attach.kind) === 'function' ? syscallOf(attach) : undefined;
  const wrapper = name === undefined ? undefined : kernel.syscall(name)?.wrapper;
  if (name === undefined || wrapper === undefined || wrapper === attach.name || !kernel.func(wrapper)) return undefined;
  return { wrapper, event: `syscalls:sys_enter_${name}` };
}
