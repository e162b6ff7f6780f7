import type { EnumValue } from './c-type';
import type { Kernel } from './kernel';
import type { KernelFunction } from './kernel-facts';

/** What BPF programs name by the constants of an enum (include/uapi/linux/bpf.h): the enum, and how its constants begin. */
const enums = {
  helper: { name: 'bpf_func_id', prefix: 'BPF_FUNC_' },
  program: { name: 'bpf_prog_type', prefix: 'BPF_PROG_TYPE_' },
  map: { name: 'bpf_map_type', prefix: 'BPF_MAP_TYPE_' },
  attach: { name: 'bpf_attach_type', prefix: 'BPF_' },
  link: { name: 'bpf_link_type', prefix: 'BPF_LINK_TYPE_' },
} as const;

export type BpfEnum = keyof typeof enums;

/**
 * A BPF helper (`get_current_task`), program type (`LSM`), map type (`RINGBUF`), attach type (`TRACE_FENTRY`) or link type of a
 * kernel by its constant, which BTF has.
 * @returns undefined where the kernel has none of that name, or where its enum was not read: see `knowsBpfEnum`
 */
export function bpfConstant(kernel: Kernel, of: BpfEnum, name: string): EnumValue | undefined {
  const { name: enumName, prefix } = enums[of];
  const full = `${prefix}${name}`;
  return kernel.enums(enumName).flatMap(({ values }) => values.filter((value) => value.name === full))[0];
}

/** Whether the kernel tells which of these there are: its BTF was read, and has the enum. */
export function knowsBpfEnum(kernel: Kernel, of: BpfEnum): boolean {
  return kernel.complete('types') && kernel.enums(enums[of].name).length > 0;
}

/** What LSM hooks share the beginning of their names with (kernel/bpf/bpf_lsm.c, up to 7.3). */
const noHooks: ReadonlySet<string> = new Set([
  'find_cgroup_shim',
  'func_proto',
  'get_retval_range',
  'has_d_inode_locked',
  'hook_returns_errno',
  'is_sleepable_hook',
  'is_trusted',
  'verify_prog',
]);

const lsmPrefix = 'bpf_lsm_';

/** The function that a BPF program on an LSM hook (`file_open`) is attached to, with the arguments of the hook. */
export function lsmHook(kernel: Kernel, hook: string): KernelFunction | undefined {
  return noHooks.has(hook) ? undefined : kernel.func(`${lsmPrefix}${hook}`);
}

/** The names of all LSM hooks of a kernel that BPF programs can be on. */
export function lsmHookNames(kernel: Kernel): readonly string[] {
  const names = kernel.functionNames(lsmPrefix).map((name) => name.slice(lsmPrefix.length));
  return names.filter((name) => !noHooks.has(name) && !name.includes('.'));
}
