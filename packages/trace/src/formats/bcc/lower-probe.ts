import type { AttachPoint, Guard, Probe, Span, Use, ValueBase } from '@tracefit/model';
import { probeCode } from '../../c/probe-code';
import type { CProgram } from '../../c/read-c';
import type { FunctionNode } from '../../c/syntax';
import type { AttachReading } from './attach-points';

/** A probe of one run through the script, before runs are put together. */
export interface RunProbe {
  /** All of the probe that must be the same for two to be one. */
  readonly head: Pick<Probe, 'attach' | 'ifMissing' | 'group' | 'span'>;
  readonly guards: readonly Guard[];
  readonly uses: readonly Use[];
  readonly unknowns: Probe['unknowns'];
}

export interface ProbePlan {
  readonly reading: AttachReading;
  readonly span: Span;
  readonly guards: readonly Guard[];
  readonly ifMissing?: 'ignore';
  readonly group?: string;
  readonly program: CProgram | undefined;
  /** Why there is no C text. */
  readonly noProgram?: string | undefined;
  /** The function that is attached. */
  readonly handler: string | undefined;
}

/** Puts an attach point and the code behind it together. */
export function lowerProbe(plan: ProbePlan): RunProbe {
  const { reading, span, guards, ifMissing, group, program, handler } = plan;
  const { attach } = reading;
  const unknowns: Probe['unknowns'][number][] = [];
  if (reading.unknown !== undefined) unknowns.push({ reason: reading.unknown, span });
  const node = program?.functions.find((fn) => fn.name === handler);
  const code = program && node && probeCode(program.code, node.name, (index) => argumentOf(attach, index));
  if (!code) unknowns.push({ reason: whyNoCode(plan), span });
  else unknowns.push(...code.unknowns);
  const { uses, lost } = fitUses(attach, node, code?.uses ?? []);
  unknowns.push(...lost);
  return {
    head: { attach, span, ...(ifMissing ? { ifMissing } : {}), ...(group === undefined ? {} : { group }) },
    guards,
    uses,
    unknowns,
  };
}

function whyNoCode({ program, noProgram, handler }: ProbePlan): string {
  if (!program) return noProgram ?? 'the C text of this probe is not known';
  return handler === undefined
    ? 'which function of the C text is attached is not known'
    : `the function \`${handler.slice(0, 80)}\` is not found in the C text`;
}

/** What a handler's parameter is: BCC binds those behind the context by their place, the return value among them. */
function argumentOf(attach: AttachPoint, index: number): ValueBase | undefined {
  switch (attach.kind) {
    case 'uprobe':
    case 'usdt':
    case 'profile':
    case 'always':
    case 'tracepoint':
      return undefined;
    default:
      return { kind: 'arg', index };
  }
}

/** Leaves out what means nothing at this kind of attach point, and says what is not told then. */
function fitUses(
  attach: AttachPoint,
  node: FunctionNode | undefined,
  uses: readonly Use[],
): { readonly uses: readonly Use[]; readonly lost: Probe['unknowns'] } {
  const fitting: Use[] = [];
  const lost: Probe['unknowns'][number][] = [];
  for (const use of uses) {
    const reason = use.kind === 'value' ? misplaced(attach, node, use.base) : undefined;
    if (reason === undefined) fitting.push(use);
    else if (reason !== '' && !lost.some((each) => each.reason === reason)) lost.push({ reason, span: use.span });
  }
  return { uses: fitting, lost };
}

/** Why a value cannot be judged here; empty where there is nothing to judge. */
function misplaced(attach: AttachPoint, node: FunctionNode | undefined, base: ValueBase): string | undefined {
  const isArgument = base.kind === 'arg' || base.kind === 'register';
  switch (attach.kind) {
    case 'uprobe':
    case 'usdt':
    case 'profile':
    case 'always':
      return isArgument || base.kind === 'retval' || base.kind === 'event_field' ? '' : undefined;
    case 'kretprobe':
    case 'kretsyscall':
      return base.kind === 'arg'
        ? 'an argument is read when the function returns, where registers hold other things'
        : undefined;
    case 'ksyscall':
      if (!isArgument || node?.name.startsWith('syscall__') === true) return undefined;
      return 'an argument is read where the wrapper of the system call has its own';
    default:
      return undefined;
  }
}
