import type { Report, TraceFile } from '@tracefit/model';

/** Things counted by what they are, the most frequent first. */
export type Counts = readonly (readonly [what: string, count: number])[];

export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Counts {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

/** What is not known, whatever it is called: names, numbers and files are taken out of the sentence. */
export function reasonKind(reason: string): string {
  return reason
    .replace(/`[^`]*`(?:, `[^`]*`)*/g, '`…`')
    .replace(/\b(the modules?) (?!of|of this)[\w-]+ (?=on|of)/g, '$1 … ')
    .replace(/(?<![\w.])\d+(?![\w.])/g, 'N')
    .replace(/\/[\w/.-]{6,}/g, '…')
    .replace(/\(.*\)$/, '(…)');
}

/** What one format comes to. */
export interface FormatSummary {
  readonly format: string;
  readonly files: number;
  readonly probes: number;
  readonly uses: number;
  readonly problems: Counts;
  /** Reasons, each counted once for a place. */
  readonly unknown: Counts;
  readonly errors: Counts;
  readonly warnings: number;
  readonly verdicts: Report['summary']['verdicts'];
  /** Milliseconds of processor time. */
  readonly readTime: number;
  readonly checkTime: number;
}

export function summarise(
  format: string,
  traces: readonly TraceFile[],
  report: Report,
  readTime: number,
  checkTime: number,
): FormatSummary {
  const probes = traces.flatMap((trace) => trace.probes);
  const problems = traces.flatMap((trace) => trace.problems);
  const ofProblems = new Set(problems.map(({ kind, message }) => problemReason(kind, message)));
  return {
    format,
    files: traces.length,
    probes: probes.length,
    uses: probes.reduce((sum, probe) => sum + probe.uses.length, 0),
    problems: countBy(problems, ({ kind, message }) => reasonKind(problemReason(kind, message))),
    unknown: countBy(
      report.unchecked.filter(({ reason }) => !ofProblems.has(reason)),
      ({ reason }) => reasonKind(reason),
    ),
    errors: countBy(
      report.findings.filter(({ severity }) => severity === 'error'),
      ({ rule }) => rule,
    ),
    warnings: report.summary.findings.warning,
    verdicts: report.summary.verdicts,
    readTime,
    checkTime,
  };
}

function problemReason(kind: string, message: string): string {
  return `${kind === 'syntax' ? 'not read' : 'not understood'}: ${message}`;
}
