import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kernelSources } from '@tracefit/kernel';
import { diffReporters, reporters } from '@tracefit/reporters';
import { rules } from '@tracefit/rules';
import { expectGolden } from '@tracefit/testing';
import { traceFormats } from '@tracefit/trace';

import { exitCodeWords } from '../src/exit-code';
import { toolVersion } from '../src/tool-version';
import { renderManPage } from './man-page';

const root = join(__dirname, '../../..');

/** A page with a table, one row for each thing of a registry. */
function listPage(title: string, text: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [`# ${title}`, '', text, '', tableOf(head, rows), ''].join('\n');
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const padded = (cells: readonly string[]): string => line(cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)));
  return [padded(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(padded)].join('\n');
}

function link(words: string, folder: string): string {
  return `[${words}](../${folder}/README.md)`;
}

describe('the documents', () => {
  it('list every rule', () => {
    const rows = rules.map(({ id, severity, effect, title }) => [
      link(id, `packages/rules/src/rules/${id}`),
      severity,
      effect,
      title,
    ]);
    const text = 'Each has a page, which `tracefit explain RULE` shows too. This list is written by `npm run docs`.';
    expectGolden(
      join(root, 'docs/rules.md'),
      listPage('Rules', text, ['rule', 'severity', 'effect', 'what is wrong'], rows),
    );
  });

  it('say what each exit code means', () => {
    const file = join(root, 'docs/exit-codes.md');
    const [before = '', after = ''] = readFileSync(file, 'utf8').split(/(?:^\|.*\n)+|^TABLE\n/m);
    const rows = exitCodeWords.map(([code, words]) => [String(code), words]);
    const table = listPage('', '', ['code', 'meaning'], rows).split('\n').slice(4).join('\n');
    expectGolden(file, `${before}${table}${after}`);
  });

  it('list every format', () => {
    const rows = traceFormats.map(({ id, title, suffixes }) => [
      link(id, `packages/trace/src/formats/${id.replaceAll('_', '-')}`),
      title,
      suffixes.map((suffix) => `\`${suffix}\``).join(' '),
    ]);
    const text =
      'What trace definitions can be written in. The format is told by the suffix, the name or the content of a file, or by `--lang`. This list is written by `npm run docs`.';
    expectGolden(join(root, 'docs/formats.md'), listPage('Formats', text, ['format', 'what it is', 'suffixes'], rows));
  });

  it('list every source', () => {
    const rows = kernelSources.map(({ id, title }) => [link(id, `packages/kernel/src/sources/${id}`), title]);
    const text =
      'What kernel files are read: for `--target FILE` and `tracefit snapshot create`. This list is written by `npm run docs`.';
    expectGolden(join(root, 'docs/sources.md'), listPage('Sources', text, ['source', 'what it reads'], rows));
  });

  it('list every form of report', () => {
    const rows = reporters.map(({ id, title }) => [`\`${id}\``, title]);
    const text = [
      'What `tracefit check` can say what it found in: `--format NAME` for the standard output, `--format NAME:FILE` for a file, as often as wanted. This list is written by `npm run docs`.',
      'What was not checked never looks fine. `text`, `json`, `sarif`, `junit`, `markdown` and `html` have each of it with its reason, `github` its number; `gitlab` has findings alone, as its form has no word for anything else: write another report beside it. JUnit has one word for it, `skipped`: a place that was not read is a test that was skipped, with the reason in it; it is no failure, since the exit code is none either (`--strict` makes it one). SARIF has it as notifications of the run.',
      'SARIF is held against the schema of OASIS and against another reader, JUnit against the schema with which Jenkins reads it, `json` against `schemas/report.schema.json`.',
      '`html` is one file with all it needs in it: probes by kernels, kernels on which all fares alike in one column that unfolds, filters, and behind each cell the finding with its line, what was expected, and the prototypes. It can be used by keyboard: arrow keys, Enter, Escape, `/` for the search. It asks the network for nothing. A link that ends with `#` and the fingerprint of a finding opens that finding.',
      '![Probes by kernels, dark](images/report-matrix.png)',
      '![A finding that was opened, light](images/report-finding.png)',
    ].join('\n\n');
    const head = ['name', 'what it is'];
    const ofDiffs = [
      '## How two kernels differ',
      '`tracefit diff` takes the same `--format` and has the same names:',
      tableOf(
        head,
        diffReporters.map(({ id, title }) => [`\`${id}\``, title]),
      ),
      'They tell what breaks traces, with `--details`, or where only a part, a name or what scripts rely on is asked for, everything; `json` always has everything. What could not be compared is said in all of them, in `junit` as tests that were skipped; only `gitlab` has no word for it.',
      'With `--used-by`, a result of `sarif`, `github` and `gitlab` stands at the first line of each file that relies on what changed, and is an error where that breaks it. Without, there is no line to stand at: in `sarif` it has the thing itself as a logical location (`debian/7.3.4+deb13-amd64/functions/vfs_unlink`), in `github` it is an annotation of the run, in `gitlab`, whose form wants a file, it stands in one named after the second kernel; and it is a warning.',
    ].join('\n\n');
    expectGolden(join(root, 'docs/reports.md'), `${listPage('Reports', text, head, rows)}\n${ofDiffs}\n`);
  });

  it('have a manual page, which man has nothing to complain of', () => {
    const page = join(root, 'packages/cli/man/tracefit.1');
    expectGolden(page, renderManPage(toolVersion()));
    // `.ci/run` installs man.
    const env = { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8' };
    const { stdout, stderr, error } = spawnSync('man', ['--warnings', '--local-file', page], { env, encoding: 'utf8' });
    if (error) throw error;
    expect(stderr).toBe('');
    expect(stdout).toContain('--written-for KERNEL');
  });

  it('name every reporter in the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect(reporters.filter(({ id }) => !readme.includes(`\`${id}\``)).map(({ id }) => id)).toEqual([]);
  });

  it('lead somewhere', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
    const broken = pages
      .filter((page) => page.endsWith('.md'))
      .flatMap((page) => {
        const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g);
        return [...links].flatMap(([, to = '']) => (existsSync(join(root, page, '..', to)) ? [] : [`${page}: ${to}`]));
      });
    expect(broken).toEqual([]);
  });
});
