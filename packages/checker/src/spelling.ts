import type { RawOffsetUse, TraceTool, ValueBase } from '@tracefit/model';
import { isStackSlot, registerOfArgument, slotOfArgument } from './abi/argument-registers';

/** An argument as the script's language writes it, in the manner of `like`: `arg1`, `$arg2`, `%si`, `PT_REGS_PARM2`. */
export function spellArgument(tool: TraceTool, like: ValueBase, index: number, arch: string): string {
  if (like.kind === 'register') {
    const register = registerOfArgument(arch, index);
    if (register === undefined) {
      const slot = tool === 'tracefs' || tool === 'bpftrace' ? slotOfArgument(arch, index)?.[tool] : undefined;
      return slot ?? `argument ${index + 1}`;
    }
    return tool === 'bpftrace' ? `reg("${register}")` : `%${register}`;
  }
  switch (tool) {
    case 'bpftrace':
      return `arg${index}`;
    case 'tracefs':
      return `$arg${index + 1}`;
    case 'tetragon':
      return `index ${index}`;
    default:
      return `argument ${index + 1}`;
  }
}

/** A chain of offsets as kprobe events write it, innermost first: `+0x40(+0x18(%di))`. */
export function spellOffsets(base: string, offsets: readonly number[]): string {
  return offsets.reduce(
    (inner, offset) => `${offset < 0 ? '-' : '+'}0x${Math.abs(offset).toString(16)}(${inner})`,
    base,
  );
}

/** What is read at offsets, as the script's language has it: `+0x40(%di)`, `&sk->sk_gso_max_segs - 3`. */
export function spellRawOffset(
  tool: TraceTool,
  { base, path, ofAddress, through, name }: RawOffsetUse,
  offsets: readonly number[],
): string {
  const names = (path ?? []).flatMap((step) => (step.kind === 'member' ? [step.name] : []));
  if (through !== undefined) return `${through.name}.${name ?? ''}`;
  if (names.length === 0 && base.kind !== 'typed') return spellOffsets(spellBase(tool, base), offsets);
  const start = names.length > 0 ? names.join('->') : 'the value';
  return offsets.reduce(
    (inner, offset) => `${inner} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`,
    `${ofAddress ? '&' : ''}${start}`,
  );
}

/** What a value starts from, as the script's language writes it. */
export function spellBase(tool: TraceTool, base: ValueBase): string {
  switch (base.kind) {
    case 'arg':
      return spellArgument(tool, base, base.index, '');
    case 'arg_name':
      return spellName(tool, base.name);
    case 'register':
      if (isStackSlot(base.name)) return tool === 'bpftrace' ? base.name : `$${base.name}`;
      return tool === 'bpftrace' ? `reg("${base.name}")` : `%${base.name}`;
    case 'retval':
      return tool === 'tracefs' ? '$retval' : tool === 'systemtap' ? '$return' : 'retval';
    case 'event_field':
      return tool === 'bpftrace' ? `args.${base.name}` : base.name;
    case 'event_field_at':
      return `index ${base.index}`;
    case 'symbol':
      return base.name;
    case 'curtask':
      return 'curtask';
    case 'typed':
      return 'the value';
  }
}

function spellName(tool: TraceTool, name: string): string {
  if (tool === 'systemtap') return `$${name}`;
  return tool === 'bpftrace' ? `args.${name}` : name;
}
