import type { AttachKind } from '@tracefit/model';

/** What kind of kernel thing an attach point names. */
export type Hook =
  | 'function'
  /** A function that the LSM hook's name leads to: `bpf_lsm_` and the name. */
  | 'lsm'
  /** A system call by its bare name; the tool finds the wrapper. */
  | 'syscall'
  /** A trace event with a record. */
  | 'event'
  /** A tracepoint with a prototype. */
  | 'raw_tracepoint'
  /** Nothing of the kernel's internals. */
  | 'none';

export function hookOf(kind: AttachKind): Hook {
  switch (kind) {
    case 'kprobe':
    case 'kretprobe':
    case 'kprobe.multi':
    case 'kretprobe.multi':
    case 'fentry':
    case 'fexit':
    case 'fmod_ret':
    case 'fprobe':
    case 'fprobe_exit':
      return 'function';
    case 'lsm':
      return 'lsm';
    case 'ksyscall':
    case 'kretsyscall':
      return 'syscall';
    case 'tracepoint':
    case 'eprobe':
      return 'event';
    case 'raw_tracepoint':
    case 'tp_btf':
    case 'tracepoint_probe':
      return 'raw_tracepoint';
    case 'iter':
    case 'uprobe':
    case 'usdt':
    case 'hardware':
    case 'watchpoint':
    case 'software':
    case 'profile':
    case 'interval':
    case 'always':
      return 'none';
  }
}
