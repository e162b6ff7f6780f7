import type { Kernel } from '@tracefit/model';

/**
 * Functions that a kernel has exactly where it was built with an option: those that its code offers to others or keeps
 * a pointer to, so that the compiler cannot take them away.
 */
const FUNCTION_OF: Readonly<Record<string, string>> = {
  CONFIG_KPROBES: 'register_kprobe',
  CONFIG_KPROBE_EVENTS: 'trace_kprobe_create',
  CONFIG_UPROBE_EVENTS: 'trace_uprobe_create',
  CONFIG_FPROBE: 'register_fprobe',
  CONFIG_FPROBE_EVENTS: 'trace_fprobe_create',
  CONFIG_SYNTH_EVENTS: 'synth_event_trace',
  CONFIG_PROBE_EVENTS_BTF_ARGS: 'btf_get_func_param',
  CONFIG_DYNAMIC_FTRACE: 'ftrace_set_filter',
  CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS: 'register_ftrace_direct',
  CONFIG_BPF_SYSCALL: '__sys_bpf',
  CONFIG_BPF_EVENTS: 'bpf_trace_run1',
  CONFIG_BPF_LSM: 'bpf_lsm_verify_prog',
  CONFIG_FUNCTION_ERROR_INJECTION: 'within_error_injection_list',
};

/**
 * Whether a kernel was built with an option: by its configuration, or by a function that tells; `undefined` where neither
 * was read.
 */
export function hasOption(kernel: Kernel, option: string): boolean | undefined {
  const value = kernel.config(option);
  if (value !== undefined) return value !== 'n';
  if (kernel.complete('config')) return false;
  const name = FUNCTION_OF[option];
  if (name === undefined || !kernel.complete('functions')) return undefined;
  return kernel.func(name)?.symbols?.some((symbol) => symbol.module === undefined) === true;
}
