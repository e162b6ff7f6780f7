import type { Evidence, Finding, Kernel, TraceFile } from '@tracefit/model';
import type { Found, ProbeCheck } from '../check-probe';
import type { Reference } from '../hooks/reference';
import { editsOf } from './edits';
import { gatherByText, gatherEvidence } from './evidence';
import { fingerprint } from './fingerprint';
import { mergeCandidates } from './merge-findings';

/** What was found of one probe on one kernel. */
export interface FoundOn extends Found {
  readonly kernel: Kernel;
}

/** One finding for all kernels where a rule says the same of the same place. */
export function gatherFindings(
  file: TraceFile,
  check: ProbeCheck,
  found: readonly FoundOn[],
  reference: Reference,
): readonly Finding[] {
  const groups = new Map<string, FoundOn[]>();
  for (const each of found) {
    const { rule, said } = each;
    const key = [rule.id, said.place.start, said.message, severityOf(each), effectOf(each)].join('\n');
    const group = groups.get(key) ?? [];
    // The same thing read twice at one place is one thing.
    if (!group.some((other) => other.kernel === each.kernel)) group.push(each);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => gatherOne(file, check, group, reference));
}

function gatherOne(
  file: TraceFile,
  check: ProbeCheck,
  group: readonly FoundOn[],
  reference: Reference,
): readonly Finding[] {
  const [first] = group;
  if (!first) return [];
  const { rule, said } = first;
  const { attach } = check.probe;
  const probe = `${attach.kind}:${attach.module === undefined ? '' : `${attach.module}:`}${attach.name}`;
  const { line, column, start, end, source } = said.place;
  const text = file.text.slice(start, end);
  const elsewhere = elsewhereEvidence(check, first, group, reference.kernels);
  return [
    {
      rule: rule.id,
      severity: severityOf(first),
      effect: effectOf(first),
      message: said.message,
      file: file.path,
      line,
      column,
      length: source?.length ?? (text.split('\n')[0] ?? '').length,
      ...(said.details.undecided ? { undecided: true } : {}),
      ...(source ? { source: { file: source.file, text: source.text } } : {}),
      probe,
      targets: group.map(({ kernel }) => kernel.identity.id),
      evidence: [...expectedEvidence(group), ...actualEvidence(group), ...elsewhere],
      ...prototypesOf(check, group, elsewhere, reference.kernels),
      fix: commonFix(group),
      candidates: mergeCandidates(group.flatMap((each) => each.said.details.candidates ?? [])),
      ...editsOf(file, check, group, reference.targets),
      fingerprint: fingerprint(rule.id, file.home ?? file.path, probe, text, said.message),
    },
  ];
}

function severityOf({ rule, said }: FoundOn) {
  return said.details.severity ?? rule.severity;
}

function effectOf({ rule, said }: FoundOn) {
  return said.details.effect ?? rule.effect;
}

function expectedEvidence(group: readonly FoundOn[]): readonly Evidence[] {
  const { expected, expectedOn = [] } = group[0]?.said.details ?? {};
  return expected === undefined ? [] : [{ kind: 'expected', text: expected, targets: expectedOn }];
}

function actualEvidence(group: readonly FoundOn[]): readonly Evidence[] {
  const shown = group.flatMap(({ kernel, said, seen }) => {
    const text = said.details.actual ?? seen();
    return text === undefined ? [] : [{ target: kernel.identity.id, text }];
  });
  return gatherEvidence('actual', shown);
}

/** Where the same thing is right, and what it is there. */
function elsewhereEvidence(
  check: ProbeCheck,
  found: FoundOn,
  group: readonly FoundOn[],
  reference: readonly Kernel[],
): readonly Evidence[] {
  const here = new Set(group.map(({ kernel }) => kernel.identity.id));
  const shown = reference.flatMap((kernel) => {
    if (here.has(kernel.identity.id)) return [];
    const outcome = check.again(found, kernel);
    const text = outcome.kind === 'fits' ? outcome.seen() : undefined;
    return text === undefined ? [] : [{ target: kernel.identity.id, text }];
  });
  return gatherEvidence('elsewhere', shown);
}

/** What the function is declared as, on the kernels of the finding and on those where it fits. */
function prototypesOf(
  check: ProbeCheck,
  group: readonly FoundOn[],
  elsewhere: readonly Evidence[],
  reference: readonly Kernel[],
): Pick<Finding, 'prototypes'> {
  const fitting = new Set(elsewhere.flatMap(({ targets }) => targets));
  const kernels = [
    ...reference.filter(({ identity }) => fitting.has(identity.id)),
    ...group.map(({ kernel }) => kernel),
  ];
  const shown = kernels.flatMap((kernel) => {
    const text = check.prototype(kernel);
    return text === undefined ? [] : [{ target: kernel.identity.id, text }];
  });
  if (shown.length === 0) return {};
  return { prototypes: gatherByText(shown) };
}

/**
 * The advice: where kernels have different candidates, that for the best of them; else all of it, which then says itself
 * where it holds.
 */
function commonFix(group: readonly FoundOn[]): string {
  const best = group.reduce<FoundOn | undefined>(
    (before, each) => (bestScore(each) > bestScore(before) ? each : before),
    undefined,
  );
  const fixes = (best ? [best] : group).map(({ rule, said }) => said.details.fix ?? rule.help);
  return [...new Set(fixes)].join(' ');
}

function bestScore(found: FoundOn | undefined): number {
  return found?.said.details.candidates?.[0]?.score ?? 0;
}
