import type { Finding, Kernel, Report, ReportFile, ReportProbe, TraceFile, Unchecked, Verdict } from '@tracefit/model';
import { rules as allRules, type Rule } from '@tracefit/rules';
import { checkProbe } from './check-probe';
import { partsOf } from './guards/tests';
import { referenceOf, type Reference } from './hooks/reference';
import { inOrder } from './kernel-order';
import { gatherFindings } from './report/gather-findings';
import { gatherUnchecked, uncheckedOfFile } from './report/gather-unchecked';
import { mergeFindings } from './report/merge-findings';

export interface CheckOptions {
  /**
   * The kernel the scripts are right on: what an argument is there is what it must be on every other. Without it, the one
   * a script itself says, if that is among the kernels at hand.
   */
  readonly writtenFor?: Kernel;
  /** All kernels at hand, for evidence and candidates; without it, the checked ones. */
  readonly reference?: readonly Kernel[];
  readonly toolVersion: string;
  /** Files that were given or found but hold no trace definition. */
  readonly skipped?: number;
  /** Without it, every rule there is. */
  readonly rules?: readonly Rule[];
}

/** Holds every probe of every file against every kernel. */
export function checkTraces(traces: readonly TraceFile[], kernels: readonly Kernel[], options: CheckOptions): Report {
  const { writtenFor, skipped = 0, rules = allRules, toolVersion } = options;
  const targets = inOrder(kernels);
  const reference = referenceFinder(allOf(targets, options.reference ?? [], writtenFor), targets, writtenFor);
  const checked = traces.map((trace) => checkFile(trace, targets, reference(trace), rules));
  const findings = checked.flatMap((each) => each.findings);
  const unchecked = checked.flatMap((each) => each.unchecked);
  const probes = checked.flatMap((each) => each.file.probes);
  const verdicts = probes.flatMap((probe) => Object.values(probe.verdicts));
  const count = <T>(items: readonly T[], is: (item: T) => boolean) => items.filter(is).length;
  return {
    tool: { name: 'tracefit', version: toolVersion },
    targets: targets.map((kernel) => ({ ...kernel.identity, notes: kernel.notes })),
    files: checked.map((each) => each.file),
    findings,
    suppressed: [],
    staleSuppressions: [],
    unchecked,
    summary: {
      files: traces.length,
      probes: probes.length,
      targets: targets.length,
      verdicts: {
        fits: count(verdicts, (verdict) => verdict === 'fits'),
        breaks: count(verdicts, (verdict) => verdict === 'breaks'),
        unknown: count(verdicts, (verdict) => verdict === 'unknown'),
      },
      findings: {
        error: count(findings, (finding) => finding.severity === 'error'),
        warning: count(findings, (finding) => finding.severity === 'warning'),
        info: count(findings, (finding) => finding.severity === 'info'),
      },
      suppressed: 0,
      unchecked: unchecked.length,
      skipped,
    },
  };
}

/** For each file, all kernels with the one it was written for; files that were written for the same share one. */
function referenceFinder(
  kernels: readonly Kernel[],
  targets: readonly Kernel[],
  given: Kernel | undefined,
): (trace: TraceFile) => Reference {
  const made = new Map<Kernel | undefined, Reference>();
  return ({ writtenFor }) => {
    const kernel = given ?? kernels.find(({ identity }) => identity.id === writtenFor);
    const reference = made.get(kernel) ?? referenceOf(kernels, kernel, targets);
    made.set(kernel, reference);
    return reference;
  };
}

/** Every kernel once, from old to new. */
function allOf(
  targets: readonly Kernel[],
  others: readonly Kernel[],
  writtenFor: Kernel | undefined,
): readonly Kernel[] {
  const byId = new Map<string, Kernel>();
  for (const kernel of [...targets, ...others, ...(writtenFor ? [writtenFor] : [])]) {
    if (!byId.has(kernel.identity.id)) byId.set(kernel.identity.id, kernel);
  }
  return inOrder([...byId.values()]);
}

interface CheckedFile {
  readonly file: ReportFile;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
}

function checkFile(
  trace: TraceFile,
  targets: readonly Kernel[],
  reference: Reference,
  rules: readonly Rule[],
): CheckedFile {
  const findings: Finding[] = [];
  const unchecked: Unchecked[] = [...uncheckedOfFile(trace, reference.writtenFor)];
  const checked = { file: trace, partsAt: partsOf(trace) };
  const probes = trace.probes.map((probe): ReportProbe => {
    const check = checkProbe(checked, probe, reference, rules);
    const judged = targets.map((kernel) => ({ kernel, judgement: check.on(kernel) }));
    const found = judged.flatMap(({ kernel, judgement }) => judgement.found.map((each) => ({ ...each, kernel })));
    const notTold = judged.flatMap(({ kernel, judgement }) => judgement.notTold.map((not) => ({ kernel, not })));
    findings.push(...gatherFindings(trace, check, found, reference));
    unchecked.push(...gatherUnchecked(trace, probe, notTold, targets.length));
    const { kind, name, module, span } = probe.attach;
    const verdicts: Record<string, Verdict> = {};
    for (const { kernel, judgement } of judged) verdicts[kernel.identity.id] = judgement.verdict;
    return {
      attach: { kind, name, ...(module === undefined ? {} : { module }) },
      line: span.line,
      column: span.column,
      verdicts,
    };
  });
  const problems = trace.problems.map(({ kind, message, span }) => ({
    kind,
    message,
    line: span.line,
    column: span.column,
    length: (trace.text.slice(span.start, span.end).split('\n')[0] ?? '').length,
  }));
  const byPlace = [...mergeFindings(findings)].sort((a, b) => a.line - b.line || a.column - b.column);
  return { file: { path: trace.path, format: trace.format, probes, problems }, findings: byPlace, unchecked };
}
