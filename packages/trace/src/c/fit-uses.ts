import type { AttachPoint, Probe, Use, ValueBase } from '@tracefit/model';

/**
 * Leaves out what means nothing at this kind of attach point, and says what is not told then. `unwrapped`: the handler of a
 * system call gets the call's own arguments.
 */
export function fitUses(
  attach: AttachPoint,
  unwrapped: boolean,
  uses: readonly Use[],
): { readonly uses: readonly Use[]; readonly lost: Probe['unknowns'] } {
  const fitting: Use[] = [];
  const lost: Probe['unknowns'][number][] = [];
  const isSaved = savesAllRegisters(attach, uses);
  for (const use of uses) {
    if (isSaved && isBareArgument(use)) continue;
    if (use.kind === 'event_part' && attach.kind !== 'tracepoint') continue;
    const reason = use.kind === 'value' ? misplaced(attach, unwrapped, use.base) : undefined;
    if (reason === undefined) fitting.push(use);
    else if (reason !== '' && !lost.some((each) => each.reason === reason)) lost.push({ reason, span: use.span });
  }
  return { uses: fitting, lost };
}

/** How many arguments come in registers on x86-64. */
const registers = 6;

/**
 * A handler that reads every register an argument may come in, and takes none for anything, keeps them for later: `PT_REGS_PARM1` to `6`
 * in one macro for all functions. Of a function with fewer arguments it reads too many, and looks at none of these.
 */
function savesAllRegisters({ kind }: AttachPoint, uses: readonly Use[]): boolean {
  if (kind !== 'kprobe' && kind !== 'kprobe.multi') return false;
  const read = new Set(uses.flatMap((use) => (isBareArgument(use) ? [use.base.index] : [])));
  return Array.from({ length: registers }, (_, index) => index).every((index) => read.has(index));
}

function isBareArgument(
  use: Use,
): use is Extract<Use, { readonly kind: 'value' }> & { readonly base: Extract<ValueBase, { readonly kind: 'arg' }> } {
  return use.kind === 'value' && use.base.kind === 'arg' && use.path.length === 0 && use.expected === undefined;
}

/** Why a value cannot be judged here; empty where there is nothing to judge. */
function misplaced(attach: AttachPoint, unwrapped: boolean, base: ValueBase): string | undefined {
  const isArgument = base.kind === 'arg' || base.kind === 'register';
  switch (attach.kind) {
    case 'uprobe':
    case 'usdt':
    case 'software':
    case 'profile':
    case 'always':
      return isArgument || base.kind === 'retval' || base.kind === 'event_field' ? '' : undefined;
    case 'kretprobe':
    case 'kretsyscall':
      return base.kind === 'arg'
        ? 'an argument is read when the function returns, where registers hold other things'
        : undefined;
    case 'ksyscall':
      if (!isArgument || unwrapped) return undefined;
      return 'an argument is read where the wrapper of the system call has its own';
    default:
      return undefined;
  }
}
