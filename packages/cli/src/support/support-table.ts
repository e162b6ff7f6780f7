import type { KernelIdentity, Report, ReportFile, Verdict } from '@tracefit/model';
import { visibleText } from '@tracefit/reporters';

const words: Readonly<Record<Verdict | 'partly', string>> = {
  fits: 'yes',
  breaks: 'no',
  partly: 'partly',
  unknown: '?',
};

/**
 * A row for each definition, a column for each series. A definition works where all its probes fit, works partly where
 * only some of them do, and on the newest build of the series: older ones may differ, which is told below the table.
 */
export function supportTable(report: Report): string {
  const series = bySeries(report.targets);
  const rows = report.files.map((file) => [
    cell(file.path),
    ...series.map(({ newest }) => words[verdictOf(file, newest.id)]),
  ]);
  const head = ['definition', ...series.map(({ name }) => name)];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const builds = series.map(({ newest }) => newest.id).join(', ');
  return [
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    '',
    `Checked against ${builds}.`,
  ].join('\n');
}

function cell(text: string): string {
  return `\`${visibleText(text).replaceAll('|', '\\|')}\``;
}

interface Series {
  readonly name: string;
  readonly newest: KernelIdentity;
}

/** The series of some kernels in their order, each with its last build; that of the plainest flavour, where there are several. */
function bySeries(targets: readonly KernelIdentity[]): readonly Series[] {
  const series = new Map<string, KernelIdentity>();
  for (const kernel of targets) {
    const name = /^\d+\.\d+/.exec(kernel.version)?.[0] ?? kernel.id;
    const before = series.get(name);
    if (!before || flavourLength(kernel) <= flavourLength(before)) series.set(name, kernel);
  }
  return [...series].map(([name, newest]) => ({ name, newest }));
}

function flavourLength({ flavour = '' }: KernelIdentity): number {
  return flavour.length;
}

function verdictOf(file: ReportFile, id: string): Verdict | 'partly' {
  const verdicts = file.probes.map((probe) => probe.verdicts[id] ?? 'unknown');
  if (verdicts.length === 0 || file.problems.length > 0) return 'unknown';
  if (verdicts.every((verdict) => verdict === 'fits')) return 'fits';
  if (verdicts.every((verdict) => verdict === 'breaks')) return 'breaks';
  return verdicts.includes('breaks') ? 'partly' : 'unknown';
}
