import type { Guard, Probe, Span, Use } from '@tracefit/model';
import type { ProviderName } from './providers';
import { innermost, namesType, stepsOf, type Link } from './value';

/** One lowering of a probe's code, for all its attach points of one kind. */
export interface Run {
  readonly index: number;
  readonly provider: ProviderName;
  /** The iterator's name; what an iterator's context is depends on it. */
  readonly iterator: string;
  readonly links: Link[];
  readonly uses: Use[];
  readonly unknowns: Probe['unknowns'][number][];
  /** Conditions the code that is lowered stands under. */
  guards: readonly Guard[];
}

export function createRun(index: number, provider: ProviderName, iterator: string): Run {
  return { index, provider, iterator, links: [], uses: [], unknowns: [], guards: [] };
}

/** Notes what is not understood, once for each place. */
export function addUnknown(run: Run, reason: string, { start, end, line, column }: Span): void {
  if (run.unknowns.some((known) => known.span.start === start && known.reason === reason)) return;
  if (run.unknowns.length >= 100) return;
  run.unknowns.push({ reason, span: { start, end, line, column } });
}

/** Adds a use with the guards that hold here. */
export function addUse(run: Run, use: Use): void {
  run.uses.push(run.guards.length > 0 ? { ...use, guards: run.guards } : use);
}

/** All uses of a run, in the order of the text. */
export function usesOf(run: Run): readonly Use[] {
  const uses = [...run.uses, ...run.links.filter((link) => !link.extended && link.quiet !== true).flatMap(linkUses)];
  return uses.sort((left, right) => left.span.start - right.span.start || left.span.end - right.span.end);
}

/** The uses the end of a chain stands for. */
function linkUses(link: Link): readonly Use[] {
  const { base, baseSpan, expected, span, guards } = link;
  const steps = stepsOf(link);
  const guarded = guards.length > 0 ? { guards } : {};
  const last = steps.at(-1);
  const asType = last?.kind === 'cast' ? last.type : undefined;
  if (asType) steps.pop();
  const reads = link.reads ?? (asType && { kind: 'as' as const, type: asType });
  if (steps.length === 0 && base.kind === 'typed') {
    return [base.type, ...(asType ? [asType] : [])]
      .filter(namesType)
      .map((type): Use => ({ kind: 'type', type: innermost(type), span, ...guarded }));
  }
  // The symbol itself is a use of its own.
  if (steps.length === 0 && base.kind === 'symbol' && !expected && !reads) return [];
  const said = { ...(expected ? { expected } : {}), ...(reads ? { reads } : {}) };
  return [{ kind: 'value', base, baseSpan, path: steps, span, ...said, ...guarded }];
}
