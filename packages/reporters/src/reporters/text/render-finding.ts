import type { Evidence, Finding, Severity } from '@tracefit/model';
import { effectWords } from '../../effect-words';
import { groupBy } from '../../group-by';
import { sourceFileOf } from '../../source-file-of';
import { visibleText } from '../../visible-text';
import { wrapWords } from '../../wrap-words';
import { renderExcerpt } from './excerpt';
import { renderLabelled, type Labelled } from './render-labelled';
import type { TextContext } from './text-context';

/** At most so many groups of kernels are spelled out for one finding. */
const mostGroups = 8;
/** The longest marked text that is repeated in the first line. */
const longestSubject = 30;
/** At most so many candidates are named. */
const mostCandidates = 3;

/** One finding with all its kernels: where, what, the line, the evidence, what follows from it and what to do. */
export function renderFinding(finding: Finding, context: TextContext): readonly string[] {
  const { style, width } = context;
  const tint = severityStyle(finding.severity, context);
  const place = visibleText(`${sourceFileOf(finding)}:${finding.line}:${finding.column}`);
  const rows: Labelled[] = [
    ...evidenceRows(finding, context),
    { label: 'effect', text: effectWords[finding.effect] },
    ...(finding.fix === '' ? [] : [{ label: 'fix', text: visibleText(finding.fix) }]),
    ...candidateRows(finding),
    { label: 'more', text: `tracefit explain ${visibleText(finding.rule)}` },
  ];
  return [
    `${style.bold(tint(`${finding.severity}[${visibleText(finding.rule)}]`))} ${style.bold(place)}  ${subject(finding, context)}`,
    ...wrapWords(visibleText(finding.message), width - 2).map((line) => `  ${line}`),
    '',
    ...padded(renderExcerpt(finding.file, finding, context, finding.source?.text)),
    ...renderLabelled(rows, context),
  ];
}

export function severityStyle(severity: Severity, { style }: TextContext): (text: string) => string {
  return { error: style.red, warning: style.yellow, info: style.cyan }[severity];
}

function padded(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

/** The probe, and the marked words where they are few and say more than the probe. */
function subject(finding: Finding, context: TextContext): string {
  const line = context.lines(finding.file, finding.line);
  const words = line?.slice(finding.column - 1, finding.column - 1 + finding.length).trim() ?? '';
  const telling = words !== '' && words.length <= longestSubject && !finding.probe.includes(words);
  return visibleText(telling ? `${finding.probe} ${words}` : finding.probe);
}

function evidenceRows(finding: Finding, context: TextContext): readonly Labelled[] {
  const { names } = context;
  const held = new Set(finding.targets);
  const here = finding.undecided ? 'differs on' : finding.severity === 'error' ? 'breaks on' : 'found on';
  const of = (kind: Evidence['kind']): readonly Evidence[] =>
    finding.evidence.filter((evidence) => evidence.kind === kind);
  const actual = of('actual');
  const silent = finding.targets.filter((id) => !actual.some((evidence) => evidence.targets.includes(id)));
  return [
    ...rowsOf('expected', of('expected'), context),
    ...rowsOf('fits on', of('elsewhere'), context),
    ...rowsOf(here, actual, context),
    ...(silent.length === 0 ? [] : [{ label: here, kernels: visibleText(names.fold(silent)), text: '' }]),
    ...(names.order.length > 1
      ? [{ label: here, text: `${names.count(held)}${finding.undecided ? sizes(actual) : ''}` }]
      : []),
  ];
}

/** How many kernels each group has: one that stands alone is seen at once. */
function sizes(groups: readonly Evidence[]): string {
  const counts = groups.map(({ targets }) => targets.length).sort((a, b) => b - a);
  return counts.length < 2 ? '' : `: ${counts.join(' + ')}`;
}

/** One row for each thing that was seen, with all kernels it was seen on, the oldest kernel first. */
function rowsOf(label: string, evidence: readonly Evidence[], { names }: TextContext): readonly Labelled[] {
  const groups = [...groupBy(evidence, (one) => one.text)].map(([text, same]) => ({
    text: visibleText(text),
    targets: same.flatMap((one) => one.targets),
  }));
  const at = (targets: readonly string[]): number => Math.min(...targets.map((id) => names.order.indexOf(id)));
  groups.sort((a, b) => (a.targets.length > 0 && b.targets.length > 0 ? at(a.targets) - at(b.targets) : 0));
  const rows: Labelled[] = groups.slice(0, mostGroups).map(({ text, targets }) => ({
    label,
    text,
    ...(targets.length > 0 && { kernels: visibleText(names.fold(targets)) }),
  }));
  const rest = groups.slice(mostGroups);
  if (rest.length === 0) return rows;
  const kernels = visibleText(names.fold(rest.flatMap((group) => group.targets)));
  return [...rows, { label, kernels, text: `${rest.length} more forms; --format json has them all` }];
}

function candidateRows(finding: Finding): readonly Labelled[] {
  const names = finding.candidates.map((candidate) => candidate.name).filter((name) => !finding.fix.includes(name));
  if (names.length === 0) return [];
  return [{ label: 'similar', text: visibleText(names.slice(0, mostCandidates).join(', ')) }];
}
