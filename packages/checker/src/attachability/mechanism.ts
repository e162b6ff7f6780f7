import type { AttachKind, TraceTool } from '@tracefit/model';

/** How a probe gets into a function; each has rules of its own for where. */
export type Mechanism =
  /** `register_kprobe()` by a module's own call (kernel/kprobes.c). */
  | 'kprobe'
  /** A kprobe through tracefs or perf, which both come to `__register_trace_kprobe()` (kernel/trace/trace_kprobe.c). */
  | 'kprobe_event'
  /** An fprobe event of tracefs (kernel/trace/trace_fprobe.c, fprobe.c). */
  | 'fprobe'
  /** A kprobe.multi link of BPF (kernel/trace/bpf_trace.c, fprobe.c). */
  | 'multi'
  /** A BPF trampoline, for a function that BTF describes (kernel/bpf/trampoline.c, verifier.c). */
  | 'trampoline';

export function mechanismOf(kind: AttachKind, tool: TraceTool): Mechanism {
  switch (kind) {
    case 'fentry':
    case 'fexit':
    case 'fmod_ret':
    case 'lsm':
      return 'trampoline';
    case 'kprobe.multi':
    case 'kretprobe.multi':
      return 'multi';
    case 'fprobe':
    case 'fprobe_exit':
      return 'fprobe';
    default:
      // SystemTap builds a module that calls register_kprobe itself.
      return tool === 'systemtap' ? 'kprobe' : 'kprobe_event';
  }
}
