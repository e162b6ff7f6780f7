import type { ValueBase } from '@tracefit/model';
import type { HandlerParameter } from './handler-parameters';
import { CLASS, accessSize, classOf, type Insn } from './insn';
import type { State } from './machine';
import { isReturnName } from './return-name';
import type { registerLayout } from './pt-regs';
import type { SectionAttach } from './section-name';

/** A read of the program's context: which part of what it attaches to it takes. */
export interface ContextRead {
  readonly base: ValueBase;
  /** What the source calls it there. */
  readonly declared?: HandlerParameter;
}

/** The offset an instruction reads the context at; `undefined` where it does not. */
export function contextOffset(insn: Insn, state: State): number | undefined {
  if (classOf(insn) !== CLASS.LDX) return undefined;
  const from = state.get(insn.src);
  return from?.kind === 'context' ? from.offset + insn.off : undefined;
}

/**
 * What the context holds at an offset.
 *
 * @param last the highest slot of 8 bytes that the program reads
 * @returns a reason where it cannot be told; `undefined` where it is nothing of the function
 */
export function readContext(
  attach: SectionAttach,
  insn: Insn,
  offset: number,
  last: number,
  parameters: readonly HandlerParameter[],
  layout: ReturnType<typeof registerLayout>,
): ContextRead | string | undefined {
  switch (attach.kind) {
    case 'kprobe':
    case 'kprobe.multi': {
      const index = layout.arguments.indexOf(offset);
      return index < 0 ? undefined : argument(index, parameters);
    }
    case 'kretprobe':
    case 'kretprobe.multi':
      return offset === layout.returned ? { base: { kind: 'retval' } } : undefined;
    case 'fentry':
    case 'tp_btf':
    case 'raw_tracepoint':
      return offset % 8 === 0 && accessSize(insn) === 8 ? argument(offset / 8, parameters) : undefined;
    case 'fexit':
    case 'fmod_ret':
    case 'lsm':
      return offset % 8 === 0 ? argumentOrReturn(attach, offset / 8, last, parameters) : undefined;
    default:
      return undefined;
  }
}

function argument(index: number, parameters: readonly HandlerParameter[]): ContextRead {
  const declared = parameters[index];
  return { base: { kind: 'arg', index }, ...(declared ? { declared } : {}) };
}

/** Behind the arguments lies what the function returns: which of the two a slot is, its number alone does not say. */
function argumentOrReturn(
  attach: SectionAttach,
  slot: number,
  last: number,
  parameters: readonly HandlerParameter[],
): ContextRead | string {
  const isLast = slot === parameters.length - 1 || (parameters.length === 0 && slot === last);
  if (!isLast) return argument(slot, parameters);
  const declared = parameters[slot];
  if (!declared)
    return `whether slot ${slot} of the context is an argument or what \`${attach.name}\` returns is not kept in the object`;
  return isReturnName(declared.name) ? { base: { kind: 'retval', slot } } : argument(slot, parameters);
}
