import type { AttachKind, CType, FuncProto, FunctionSymbol, Kernel, KernelFunction } from '@tracefit/model';
import type { Attachability } from '@tracefit/rules';
import { unknown, type Fact } from '../fact';
import { hasOption } from '../guards/option-functions';
import { isSince } from '../kernel-order';
import { resolveType, type Scope } from '../types/scope';
import { sizeOf } from '../types/size';
import { attaches, notRead, refused } from './answer';
import { goneText, hasSite, NO_SITE } from './ftrace-site';

/**
 * Whether the kernel takes a BPF program at a function's entry or exit: bpf_check_attach_target()
 * (kernel/bpf/verifier.c), btf_distill_func_proto() (kernel/bpf/btf.c), register_fentry() (kernel/bpf/trampoline.c).
 */
export function trampolineAttachability(
  kernel: Kernel,
  kind: AttachKind,
  func: KernelFunction,
  symbol: FunctionSymbol,
): Fact<Attachability> {
  if (func.protos === undefined) {
    return unknown(`no BTF of this kernel was read, so whether \`${func.name}\` can be traced by BPF cannot be told`);
  }
  const [proto] = func.protos;
  if (!proto) return refused('BTF does not describe it', byKprobe(symbol));
  const unfit = unfitProto({ kernel, declared: [] }, proto);
  if (unfit !== undefined) return refused(unfit, byKprobe(symbol));
  if (isDenied(kernel, kind, func.name)) return refused('the BPF verifier rejects programs on it');
  const gone = goneText(symbol);
  if (gone !== undefined) return refused(gone);
  const site = hasSite(symbol);
  if (site === undefined) return notRead(func.name);
  if (!site) return refused(NO_SITE);
  const direct = hasOption(kernel, 'CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS');
  if (direct === false) return refused('the kernel cannot call BPF programs from ftrace sites', byKprobe(symbol));
  if (direct === undefined && !DIRECT_CALLS_ALWAYS.has(kernel.identity.arch)) {
    return unknown('whether the kernel can call BPF programs from ftrace sites was not read');
  }
  if (kind === 'fmod_ret' && !func.name.startsWith('security_')) {
    return unknown(`whether \`${func.name}\` is on the error injection list of this kernel was not read`);
  }
  return attaches;
}

/** A kprobe needs neither BTF nor such calls. */
function byKprobe(symbol: FunctionSymbol): string | undefined {
  return symbol.blacklisted === true || goneText(symbol) !== undefined
    ? undefined
    : 'Use a kprobe, which the kernel takes there.';
}

/** Architectures where every kernel with BPF trampolines and ftrace has such calls (since 5.5). */
const DIRECT_CALLS_ALWAYS: ReadonlySet<string> = new Set(['x86_64']);

/** Arguments of a traced function (MAX_BPF_FUNC_ARGS). */
const MAX_ARGS = 12;
/**
 * Argument registers, and the version from which arguments on the stack are taken too (arch_prepare_bpf_trampoline(), net/bpf_jit_comp.c of
 * the architecture).
 */
const IN_REGISTERS: Readonly<Record<string, { readonly words: number; readonly until: string }>> = {
  x86_64: { words: 6, until: '6.6' },
  arm64: { words: 8, until: '6.17' },
};
const MAX_STRUCT = 16;

/** Why BPF cannot describe a function's arguments to a program; `undefined` where it can. */
function unfitProto(scope: Scope, proto: FuncProto): string | undefined {
  const { kernel } = scope;
  if (proto.variadic === true) return 'it takes a variable number of arguments';
  if (isAggregate(scope, proto.ret)) return 'it returns a struct';
  let words = 0;
  for (const { type } of proto.params) {
    const aggregate = isAggregate(scope, type);
    if (aggregate && !isSince(kernel, '6.1')) return 'it takes a struct by value';
    const size = aggregate ? (sizeOf(scope, type) ?? 8) : 8;
    if (size > MAX_STRUCT) return 'it takes a struct by value that is too large';
    words += Math.ceil(size / 8);
  }
  const registers = IN_REGISTERS[kernel.identity.arch];
  const most = registers && !isSince(kernel, registers.until) ? registers.words : MAX_ARGS;
  return words > most ? `it takes more than ${most} arguments` : undefined;
}

function isAggregate(scope: Scope, type: CType): boolean {
  return ['struct', 'union', 'inline_struct', 'inline_union'].includes(resolveType(scope, type).kind);
}

/** `btf_id_deny` (kernel/bpf/verifier.c, since 5.13): what programs themselves run through. */
const DENIED = new Set([
  'migrate_disable',
  'migrate_enable',
  'rcu_read_unlock_strict',
  'preempt_count_add',
  'preempt_count_sub',
  '__rcu_read_lock',
  '__rcu_read_unlock',
]);

/** `noreturn_deny` (kernel/bpf/verifier.c, since 6.15): what never comes to its exit. */
const NEVER_RETURN = new Set([
  '__x64_sys_exit',
  '__x64_sys_exit_group',
  '__ia32_sys_exit',
  '__ia32_sys_exit_group',
  'do_exit',
  'do_group_exit',
  'kthread_complete_and_exit',
  'kthread_exit',
  'make_task_dead',
]);

function isDenied(kernel: Kernel, kind: AttachKind, name: string): boolean {
  if (DENIED.has(name)) return isSince(kernel, '5.13');
  const waits = kind === 'fexit' || kind === 'fmod_ret';
  return waits && NEVER_RETURN.has(name) && isSince(kernel, '6.15');
}
