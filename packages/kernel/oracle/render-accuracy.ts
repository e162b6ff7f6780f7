import type { Comparison } from './compare-kernel';
import { markdownTable, tableRows } from './markdown-table';
import { markedPart, replaceMarked } from '@tracefit/testing';

/** The comparisons of one kernel. */
export interface KernelResult {
  readonly release: string;
  readonly seed: number;
  readonly comparisons: readonly Comparison[];
}

const COMMAND = 'npm run oracle';

/** What is summed up in a column of the table of probes. */
const PROBES = ['kprobe', 'kretprobe', 'fprobe', 'fentry', 'fexit', 'kprobe.multi', 'raw tracepoint'];
const LISTS = [
  'function symbols',
  'functions that ftrace can patch',
  'kprobe blacklist',
  'trace events',
  'fields of trace events',
];

/** Agreement of all that was compared of probes, from 0 to 1. */
export function agreement({ comparisons }: KernelResult): number {
  const probes = comparisons.filter(isProbes);
  return sum(probes, 'equal') / Math.max(1, sum(probes, 'count'));
}

/** Agreement of the probes, or of the list that agrees least if that is lower. */
export function lowestAgreement(result: KernelResult): number {
  const lists = result.comparisons.filter((each) => !isProbes(each));
  return Math.min(agreement(result), ...lists.map(({ equal, count }) => (count === 0 ? 1 : equal / count)));
}

/** One line for the terminal and one for each difference. */
export function printResult(result: KernelResult): string {
  const lines = result.comparisons.map(
    ({ title, count, equal, unknown }) =>
      `  ${title}: ${equal} of ${count}${unknown > 0 ? `, ${unknown} not decided` : ''}`,
  );
  const differences = result.comparisons.flatMap((each) => each.differences.map((line) => `  ${each.title}: ${line}`));
  return [`${result.release}: ${percent(agreement(result))} of the probes agree`, ...lines, ...differences].join('\n');
}

/** Puts results into the marked part of a Markdown text; rows of other kernels stay. */
export function updateAccuracy(text: string, results: readonly KernelResult[]): string {
  const old = markedPart(text, COMMAND);
  const differences = [...keptSections(old, results), ...results.flatMap(renderDifferences)].sort(byRelease);
  return replaceMarked(text, COMMAND, [
    '### Probes: asked, and where tracefit says the same as the kernel',
    table(['kernel', 'seed', ...PROBES, 'agree'], [...keptRows(old, results, 0), ...results.map(probeRow)]),
    '### Lists: how many, and how many are equal',
    table(['kernel', ...LISTS], [...keptRows(old, results, 1), ...results.map(listRow)]),
    '### Differences',
    differences.length === 0 ? 'None.' : differences.join('\n\n'),
  ]);
}

function isProbes({ title }: Comparison): boolean {
  return !LISTS.includes(title);
}

function sum(comparisons: readonly Comparison[], key: 'count' | 'equal'): number {
  return comparisons.reduce((total, each) => total + each[key], 0);
}

function percent(share: number): string {
  return `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
}

function cell(comparisons: readonly Comparison[]): string {
  const count = sum(comparisons, 'count');
  const equal = sum(comparisons, 'equal');
  if (count === 0) return '-';
  return count === equal ? String(count) : `${equal} of ${count}`;
}

function probeRow(result: KernelResult): string[] {
  const cells = PROBES.map((word) => cell(result.comparisons.filter(({ title }) => title.startsWith(`${word} (`))));
  return [result.release, String(result.seed), ...cells, percent(agreement(result))];
}

function listRow({ release, comparisons }: KernelResult): string[] {
  return [release, ...LISTS.map((word) => cell(comparisons.filter(({ title }) => title === word)))];
}

function table(head: readonly string[], rows: readonly string[][]): string {
  return markdownTable(
    head,
    rows.toSorted((a, b) => byRelease(a[0] ?? '', b[0] ?? '')),
  );
}

function byRelease(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Rows of the nth table of kernels that were not asked again. */
function keptRows(old: string, results: readonly KernelResult[], which: number): string[][] {
  const tables = old.split(/^### /m).filter((section) => /^\| kernel /m.test(section));
  return tableRows(tables[which] ?? '').filter(([release]) => results.every((result) => result.release !== release));
}

function keptSections(old: string, results: readonly KernelResult[]): string[] {
  const sections = (old.split(/^### Differences\n/m)[1] ?? '').split(/^(?=\*\*)/m).slice(1);
  return sections
    .map((section) => section.trim())
    .filter((section) => results.every(({ release }) => !section.startsWith(`**${release}**`)));
}

function renderDifferences({ release, comparisons }: KernelResult): string[] {
  const lines = comparisons.flatMap(({ title, differences }) => differences.map((line) => `- ${title}: ${line}`));
  return lines.length === 0 ? [] : [[`**${release}**`, '', ...lines].join('\n')];
}
