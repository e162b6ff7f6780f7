import type { Counts, FormatSummary } from './summarise';

/** What a package came to. */
export interface PackageSummary {
  readonly name: string;
  /** Absent where it is not installed. */
  readonly version?: string;
  readonly files: number;
  readonly recognised: number;
  /** Why the others were not read, and how many. */
  readonly others: Counts;
}

/** What the plain search for attaching words found in the files of a format. */
export interface SearchSummary {
  readonly format: string;
  readonly hits: number;
  readonly missed: readonly string[];
}

/** How many reasons of a format are shown. */
const mostReasons = 12;

export function renderCorpus(
  packages: readonly PackageSummary[],
  formats: readonly FormatSummary[],
  searches: readonly SearchSummary[],
  kernels: number,
): string {
  return `# Corpus: real tools

Made by \`npm run corpus\`: every file of these Debian packages is given to tracefit, and what is a trace definition is checked
against all ${kernels} bundled kernels. Processor times are of one process that reads and checks everything.

## Packages

${table(
  ['package', 'version', 'files', 'with trace definitions', 'others'],
  packages.map((each) =>
    each.version === undefined
      ? [each.name, 'not installed', '', '', '']
      : [each.name, each.version, each.files, each.recognised, countsLine(each.others)],
  ),
)}

Every file has an answer: it is a trace definition, or it says why it is not. The wrappers in shell of \`bpfcc-tools\` only start
another tool of the package with options.

## Formats

${table(
  ['format', 'definitions', 'probes', 'uses', 'problems', 'errors', 'warnings', 'read, ms', 'check, ms'],
  formats.map((each) => [
    each.format,
    each.files,
    each.probes,
    each.uses,
    sum(each.problems),
    sum(each.errors),
    each.warnings,
    Math.round(each.readTime),
    Math.round(each.checkTime),
  ]),
)}

${table(
  ['format', 'pairs of probe and kernel', 'fit', 'break', 'unknown'],
  formats.map(({ format, verdicts: { fits, breaks, unknown } }) => [
    format,
    fits + breaks + unknown,
    fits,
    breaks,
    unknown,
  ]),
)}

## Errors by rule

${table(
  ['format', 'rules'],
  formats.map(({ format, errors }) => [format, countsLine(errors)]),
)}

## Problems in reading

${formats.map(({ format, problems }) => section(format, problems, 'There is none.')).join('\n\n')}

## What is unknown, by reason

Each reason is counted once for a place in a file, whatever the number of kernels.

${formats.map(({ format, unknown }) => section(format, unknown, 'Nothing.')).join('\n\n')}

## Attach points: all of them

A plain search for the words that attach, which knows nothing of the languages, is held against the probes that were found: lines
of scripts by the line, sections of compiled objects by the name.

${table(
  ['format', 'found by the search', 'without a probe'],
  searches.map(({ format, hits, missed }) => [format, hits, missed.length]),
)}

${searches.flatMap(({ missed }) => missed.map((text) => `- ${text}`)).join('\n') || 'The search found nothing that tracefit did not.'}
`;
}

function section(title: string, counts: Counts, none: string): string {
  const rest = sum(counts.slice(mostReasons));
  const rows: (readonly [string, number])[] = [...counts.slice(0, mostReasons)];
  if (rest > 0) rows.push([`other reasons (${counts.length - mostReasons})`, rest]);
  const body = counts.length === 0 ? none : table(['reason', 'places'], rows);
  return `### ${title}\n\n${body}`;
}

function sum(counts: Counts): number {
  return counts.reduce((all, [, count]) => all + count, 0);
}

function countsLine(counts: Counts): string {
  return counts.map(([what, count]) => `${count} × ${what}`).join(', ') || 'none';
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const isNumber = (column: number) => rows.some((row) => typeof row[column] === 'number');
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (isNumber(column) ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
