import type { Finding, Report, Verdict } from '@tracefit/model';
import { countWords } from '../../count-words';
import { findingLines } from '../../finding-lines';
import { kernelNames, type KernelNames } from '../../kernel-names';
import type { Reporter } from '../../reporter';
import { resultWords } from '../../result-words';
import { visibleText } from '../../visible-text';

const signs: Readonly<Record<Verdict, string>> = { fits: '✓', breaks: '✗', unknown: '?' };
/** So many columns of kernels are readable; more are folded to the kernels that differ. */
const mostColumns = 12;

/** Markdown, for a job summary or a comment: counts, the table of probes by kernels, each finding with its evidence. */
export const markdown: Reporter = {
  id: 'markdown',
  title: 'Markdown, for job summaries and comments',
  render(report) {
    const names = kernelNames(report.targets);
    const blocks = [
      `## tracefit: ${result(report)}`,
      matrix(report, names),
      ...report.findings.map((finding) => section(finding, names)),
      notChecked(report, names),
    ].filter((block) => block !== '');
    return `${blocks.join('\n\n')}\n`;
  },
};

function result(report: Report): string {
  const { probes, targets } = report.summary;
  return `${resultWords(report)} (${countWords(probes, 'probe')} on ${countWords(targets, 'kernel')})`;
}

function matrix(report: Report, names: KernelNames): string {
  const probes = report.files.flatMap(({ path, probes: all }) => all.map((probe) => ({ path, probe })));
  if (probes.length === 0 || names.order.length === 0) return '';
  const columns = foldColumns(
    names.order,
    probes.map(({ probe }) => probe.verdicts),
  );
  if (columns.length > mostColumns) return '';
  const rows = probes.map(({ path, probe }) => {
    const { attach, line, verdicts } = probe;
    const cells = columns.map(([first = '']) => signs[verdicts[first] ?? 'unknown']);
    return [code(`${path}:${line}`), code(`${attach.kind}:${attach.name}`), ...cells];
  });
  const head = ['place', 'probe', ...columns.map((ids) => cell(names.fold(ids)))];
  const rule = head.map((_, at) => (at < 2 ? '---' : ':-:'));
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Neighbouring kernels on which every probe fares alike, together. */
function foldColumns(
  order: readonly string[],
  verdicts: readonly Readonly<Record<string, Verdict>>[],
): readonly (readonly string[])[] {
  const columns: { key: string; ids: string[] }[] = [];
  for (const id of order) {
    const key = verdicts.map((each) => each[id] ?? 'unknown').join(' ');
    const last = columns.at(-1);
    if (last?.key === key) last.ids.push(id);
    else columns.push({ key, ids: [id] });
  }
  return columns.map(({ ids }) => ids);
}

function section(finding: Finding, names: KernelNames): string {
  const place = `${finding.file}:${finding.line}:${finding.column}`;
  return [
    `### ${finding.severity}: ${cell(finding.rule)}, ${code(place)}`,
    '',
    `${text(finding.message)} (${code(finding.probe)})`,
    '',
    ...findingLines(finding, names).map((line) => `- ${text(line)}`),
  ].join('\n');
}

function notChecked(report: Report, names: KernelNames): string {
  if (report.unchecked.length === 0) return '';
  const lines = report.unchecked.map(({ reason, file, line, targets }) => {
    const place = file === undefined ? '' : ` ${code(line === undefined ? file : `${file}:${line}`)}`;
    const on = targets.length === 0 ? '' : ` on ${cell(names.fold(targets))}`;
    return `- ${text(reason)}${place}${on}`;
  });
  return ['<details><summary>not checked</summary>', '', ...new Set(lines), '', '</details>'].join('\n');
}

/** Words of foreign origin between backquotes, of which it may hold some itself. */
function code(words: string): string {
  const shown = visibleText(words).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}

function cell(words: string): string {
  return text(words).replaceAll('|', '\\|');
}

/** Words of foreign origin as they are, but for HTML and links; what stands between backquotes stays code. */
function text(words: string): string {
  return visibleText(words)
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[&<>[\]*_#]/g, (char) => `\\${char}`)))
    .join('');
}
