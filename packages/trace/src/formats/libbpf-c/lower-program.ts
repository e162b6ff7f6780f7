import type { AttachPoint, Guard, Probe, Requirement, ValueBase } from '@tracefit/model';
import { mapRequirement } from '../../bpf/map-types';
import { argumentOrResult } from '../../bpf/return-name';
import { attachRequirements } from '../../bpf/section-name';
import { fitUses } from '../../c/fit-uses';
import { probeCode } from '../../c/probe-code';
import type { CProgram } from '../../c/read-c';
import type { FunctionNode } from '../../c/syntax';
import type { BpfProgram } from './programs';
import { withoutFlavours } from './without-flavours';

/** Macros of bpf_tracing.h that give a handler the arguments of a system call, behind its wrapper. */
const unwrapping = /^BPF_(?:KSYSCALL|KPROBE_SYSCALL)$/;
const behindWrapper =
  'the arguments of the system call are read behind its wrapper, which tracefit does not check here';

/** Lowers a program to what it relies on; where it attaches is decided by the caller. */
export function lowerProgram(
  { node, optional, needs, span }: BpfProgram,
  program: CProgram,
  attach: AttachPoint,
  guards: readonly Guard[],
): Probe {
  const code = probeCode(program.code, node.name, (index) => argumentOf(attach, node, index));
  const unwraps = unwrapping.test(node.macro?.name ?? '');
  const { uses, lost } = fitUses(attach, unwraps, code?.uses ?? []);
  const hidden = unwraps && !isSyscall(attach) && node.params.length > 0;
  const unknowns = [...(code?.unknowns ?? []), ...lost, ...(hidden ? [{ reason: behindWrapper, span }] : [])];
  const requires = [...attachRequirements(needs, optional, span), ...requirementsOf(program)];
  return {
    attach,
    uses: uses.map((use) => withoutFlavours(use)),
    guards,
    ...(requires.length > 0 ? { requires } : {}),
    ...(optional ? { ifMissing: 'ignore' } : {}),
    unknowns,
    span,
  };
}

function isSyscall({ kind }: AttachPoint): boolean {
  return kind === 'ksyscall' || kind === 'kretsyscall';
}

/** What the parameter of a handler stands for. */
function argumentOf(attach: AttachPoint, node: FunctionNode, index: number): ValueBase | undefined {
  const macro = node.macro?.name ?? '';
  switch (attach.kind) {
    case 'kprobe':
    case 'kprobe.multi':
      if (macro === 'BPF_KRETPROBE') return index === 0 ? { kind: 'retval' } : undefined;
      return unwrapping.test(macro) ? undefined : { kind: 'arg', index };
    case 'ksyscall':
      return { kind: 'arg', index };
    case 'kretprobe':
    case 'kretprobe.multi':
    case 'kretsyscall':
      return index === 0 ? { kind: 'retval' } : undefined;
    case 'fentry':
    case 'tp_btf':
    case 'raw_tracepoint':
      return { kind: 'arg', index };
    case 'fexit':
    case 'fmod_ret':
    case 'lsm':
      return argumentOrResult(node.params, index);
    default:
      return undefined;
  }
}

/**
 * Options of the configuration that libbpf must find, or it refuses the object (`bpf_object__resolve_externs`), and the maps it makes
 * (`bpf_object__create_maps`).
 */
function requirementsOf({ externs, mapTypes, span }: CProgram): readonly Requirement[] {
  const maps = mapTypes.flatMap((each) => mapRequirement(each.type, span(each)) ?? []);
  const options = externs
    .filter(({ name, attribute, weak }) => attribute === '__kconfig' && !weak && name.startsWith('CONFIG_'))
    .map((each): Requirement => ({
      what: `the option ${each.name}`,
      condition: { kind: 'config_set', name: each.name },
      span: span(each),
    }));
  return [...maps, ...options];
}

/** What a probe has in common with others: the functions it runs. */
export function partsOf(program: CProgram, handler: string): ReadonlySet<string> {
  const parts = new Set<string>();
  const waiting = [handler];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (parts.has(name)) continue;
    parts.add(name);
    for (const call of program.code(name)?.calls ?? []) waiting.push(call.name);
  }
  return parts;
}
