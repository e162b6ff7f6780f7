import type { Condition } from '@tracefit/model';
import type { Truth } from './truth';

export const kernelTests: ReadonlySet<string> = new Set([
  'fentry_can_attach',
  'fentry_exists',
  'kprobe_exists',
  'tracepoint_exists',
  'ksyms__get_symbol',
  'probe_tp_btf',
  'vmlinux_btf_exists',
  'module_btf_exists',
  'probe_ringbuf',
  'is_kernel_module',
]);

/**
 * Functions that programs test the kernel with before they load: those of trace_helpers.c of BCC's libbpf-tools, by which many
 * others name theirs. `texts` are the arguments that are written out.
 */
export function kernelTest(name: string, texts: readonly (string | undefined)[]): Truth | undefined {
  const [first, second] = texts;
  switch (name) {
    case 'fentry_can_attach':
    case 'fentry_exists':
      return first === undefined ? undefined : traceable(first);
    case 'kprobe_exists':
      return first === undefined ? undefined : { kind: 'function_exists', name: first };
    case 'tracepoint_exists':
      return first === undefined || second === undefined
        ? undefined
        : { kind: 'tracepoint_exists', system: first, name: second };
    case 'ksyms__get_symbol':
      return second === undefined ? undefined : { kind: 'symbol_exists', name: second };
    case 'probe_tp_btf':
      return first === undefined
        ? undefined
        : { kind: 'type_exists', type: { kind: 'typedef', name: `btf_trace_${first}` } };
    case 'vmlinux_btf_exists':
      return { kind: 'config_set', name: 'CONFIG_DEBUG_INFO_BTF' };
    case 'module_btf_exists':
      return {
        kind: 'all',
        of: [
          { kind: 'config_set', name: 'CONFIG_DEBUG_INFO_BTF_MODULES' },
          { kind: 'opaque', text: `the module ${first ?? ''} is loaded` },
        ],
      };
    case 'probe_ringbuf':
      return { kind: 'enumval_exists', name: 'BPF_MAP_TYPE_RINGBUF' };
    default:
      return undefined;
  }
}

/** A program is called from the ftrace site of the function, which not every architecture can do. */
function traceable(name: string): Condition {
  return {
    kind: 'all',
    of: [...foundInBtf(name), { kind: 'config_set', name: 'CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS' }],
  };
}

/** What libbpf asks where a program of the kinds fentry and fexit is given its function. */
export function isTarget(name: string): Condition {
  return { kind: 'all', of: foundInBtf(name) };
}

function foundInBtf(name: string): readonly Condition[] {
  return [
    { kind: 'function_exists', name },
    { kind: 'prototype_known', name },
  ];
}
