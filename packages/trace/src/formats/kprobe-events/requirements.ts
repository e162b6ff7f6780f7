import type { Condition } from '@tracefit/model';

/** A part of the grammar that not every kernel reads. */
export interface Feature {
  readonly what: string;
  readonly condition: Condition;
}

function since(version: string): Condition {
  return { kind: 'version', op: '>=', version };
}

function configured(version: string, ...names: readonly string[]): Condition {
  return { kind: 'all', of: [since(version), ...names.map((name) => ({ kind: 'config_set' as const, name }))] };
}

/** Longest expression of older kernels, in bytes (`MAX_ARGSTR_LEN`). */
export const oldMaxBody = 63;

/** Deepest nesting of newer kernels. */
export const newMaxNesting = 8;

const btf = 'CONFIG_PROBE_EVENTS_BTF_ARGS';

/**
 * What came when. Each is told by the kernel's own summary, tracefs' `README` (`readme_msg`, kernel/trace/trace.c), or by
 * the change that brought it.
 */
export const features = {
  kprobes: { what: 'kprobe events', condition: configured('2.6.33', 'CONFIG_KPROBE_EVENTS') },
  function_probes: { what: 'function probe events', condition: configured('6.5', 'CONFIG_FPROBE_EVENTS') },
  tracepoint_probes: { what: 'tracepoint probe events', condition: configured('6.5', 'CONFIG_FPROBE_EVENTS') },
  event_probes: { what: 'event probes', condition: since('5.15') },
  event_filters: { what: 'filters of event probes', condition: since('6.1') },
  return_suffix: { what: 'the suffix %return', condition: since('5.10') },
  args: { what: 'arguments by number', condition: since('4.20') },
  args_at_return: { what: 'arguments in return probes', condition: since('6.9') },
  args_by_name: { what: 'arguments by name', condition: configured('6.4', btf) },
  args_at_return_by_name: { what: 'arguments by name in return probes', condition: configured('6.9', btf) },
  all_args: { what: 'all arguments by $arg*', condition: configured('6.4', btf) },
  members: { what: 'members by name', condition: configured('6.6', btf) },
  text_of_type: { what: 'text found through the type', condition: configured('6.6', btf) },
  bare_fields: { what: 'event fields without $', condition: since('7.3') },
  typed_fields: { what: 'casts of event fields', condition: configured('7.1', btf) },
  casts: { what: 'casts', condition: configured('7.3', btf) },
  current: { what: '$current', condition: since('7.3') },
  long: { what: `expressions of more than ${oldMaxBody} bytes`, condition: since('7.3') },
  deep: {
    what: `more than ${newMaxNesting} dereferences and casts in one another`,
    condition: { kind: 'version', op: '<', version: '7.3' },
  },
  this_cpu: { what: 'per-CPU variables', condition: since('7.3') },
  user_memory: { what: 'memory of the program', condition: since('5.3') },
  immediates: { what: 'immediate values', condition: since('5.4') },
  arrays: { what: 'arrays', condition: since('4.20') },
  char: { what: 'the type char', condition: since('6.3') },
  symstr: { what: 'the type symstr', condition: since('6.1') },
  paths: { what: 'the types %pd and %pD', condition: since('6.10') },
  instances: {
    what: 'a number of instances of a function probe',
    condition: { kind: 'version', op: '<', version: '6.14' },
  },
  dot: { what: 'a dot between group and event', condition: since('5.15') },
  hyphen: { what: 'a hyphen in the name of a group', condition: since('6.1') },
  group_only: { what: 'a group without an event name', condition: since('5.19') },
} as const satisfies Readonly<Record<string, Feature>>;

export type FeatureName = keyof typeof features;
