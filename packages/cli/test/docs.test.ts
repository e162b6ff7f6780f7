import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kernelSources } from '@tracefit/kernel';
import { reporters } from '@tracefit/reporters';
import { rules } from '@tracefit/rules';
import { expectGolden } from '@tracefit/testing';
import { traceFormats } from '@tracefit/trace';

const root = join(__dirname, '../../..');

/** A page with a table, one row for each thing of a registry. */
function listPage(title: string, text: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const padded = (cells: readonly string[]): string => line(cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)));
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [`# ${title}`, '', text, '', padded(head), rule, ...rows.map(padded), ''].join('\n');
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
