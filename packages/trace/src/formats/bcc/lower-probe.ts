import type { AttachPoint, Guard, Probe, Span, ValueBase } from '@tracefit/model';
import { argumentOrResult } from '../../bpf/return-name';
import { fitUses } from '../../c/fit-uses';
import { probeCode } from '../../c/probe-code';
import type { CProgram } from '../../c/read-c';
import type { FunctionNode } from '../../c/syntax';
import type { RunProbe } from '../../merge-runs';
import type { AttachReading } from './attach-points';

export interface ProbePlan {
  readonly reading: AttachReading;
  readonly span: Span;
  readonly guards: readonly Guard[];
  readonly ifMissing?: 'ignore';
  readonly group?: string;
  readonly program: CProgram | undefined;
  /** What of the C text is not known. */
  readonly lost?: string | undefined;
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
  const code = program && node && probeCode(program.code, node.name, (index) => argumentOf(attach, node, index));
  if (plan.lost !== undefined) unknowns.push({ reason: plan.lost, span });
  if (code) unknowns.push(...code.unknowns);
  else if (reading.unknown === undefined) unknowns.push({ reason: whyNoCode(plan), span });
  const { uses, lost } = fitUses(attach, node?.name.startsWith('syscall__') === true, code?.uses ?? []);
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
function argumentOf(attach: AttachPoint, node: FunctionNode, index: number): ValueBase | undefined {
  switch (attach.kind) {
    case 'uprobe':
    case 'usdt':
    case 'profile':
    case 'always':
    case 'tracepoint':
      return undefined;
    case 'fexit':
    case 'fmod_ret':
    case 'lsm':
      return argumentOrResult(node.params, index);
    default:
      return { kind: 'arg', index };
  }
}
