import type { SurfaceDiff, SurfaceEntry, SurfacePart } from '@tracefit/model';
import { padText } from '../display-width';
import { groupBy } from '../group-by';
import type { Style } from '../reporter';
import { visibleText } from '../visible-text';
import { changeCounts } from './change-counts';
import type { DiffOptions } from './diff-reporter';
import { changeNote, entryLines, notComparedWords, pairTitle, signs, usersLine } from './entry-words';
import { diffParts, partWords } from './part-words';

export interface DiffStyle extends DiffOptions {
  readonly markdown: boolean;
}

/** Without being asked for details, so many changes of a part are listed; of more, only how many each subsystem has. */
const mostListed = 100;
/** So many subsystems are named then. */
const mostSubsystems = 16;

/** The difference of two kernels for people: counts, then what has changed, by part and by the first word of the name. */
export function renderDiff(diff: SurfaceDiff, { details, markdown, style }: DiffStyle): string {
  const found = groupBy(diff.entries, ({ part }) => part);
  const parts = diffParts.flatMap((part) => {
    const entries = found.get(part);
    return entries ? [{ part, entries }] : [];
  });
  const blocks = [
    pairTitle(diff),
    ...(parts.length === 0 ? ['no difference seen'] : [table(changeCounts(diff), markdown, style)]),
    ...(diff.notCompared.length > 0
      ? [diff.notCompared.map((each) => `not compared: ${notComparedWords(each)}`).join('\n')]
      : []),
    ...parts.flatMap(({ part, entries: all }) => {
      const entries = details ? all : all.filter(({ breaking }) => breaking);
      if (entries.length === 0) return [];
      if (!details && entries.length > mostListed) return [renderLargest(part, entries, { details, markdown, style })];
      return [renderPart(part, entries, { details, markdown, style })];
    }),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function table(rows: readonly (readonly string[])[], markdown: boolean, style: Style): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? padText(cell, widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
  const [head = [], ...body] = rows.map(line);
  if (!markdown) return [style.bold(head.join('  ')), ...body.map((row) => row.join('  '))].join('\n');
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(Math.max(1, width - 1))}:`));
  return [head, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function renderLargest(part: SurfacePart, entries: readonly SurfaceEntry[], { markdown, style }: DiffStyle): string {
  const groups = [...groupBy(entries, subsystem)].sort(([, a], [, b]) => b.length - a.length);
  const words = groups.slice(0, mostSubsystems).map(([name, group]) => `${name || '(no prefix)'} ${group.length}`);
  const more = groups.length - words.length;
  return [
    heading(part, entries, markdown, style),
    `  ${words.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    `  "--only ${part}" lists them`,
  ].join('\n');
}

function heading(part: SurfacePart, entries: readonly SurfaceEntry[], markdown: boolean, style: Style): string {
  const text = `${partWords[part]}: ${entries.length}`;
  return markdown ? `## ${text}\n` : style.bold(text);
}

function renderPart(part: SurfacePart, entries: readonly SurfaceEntry[], { markdown, style }: DiffStyle): string {
  const groups = [...groupBy(entries, subsystem)];
  const named = groups.filter(([name, group]) => group.length > 1 && name !== '');
  const others = groups.filter((group) => !named.includes(group)).flatMap(([, group]) => group);
  const sections = [
    ...named.map(([name, group]) => ({ name, group })),
    ...(others.length > 0 ? [{ name: named.length > 0 ? 'others' : '', group: others }] : []),
  ];
  const lines = sections.flatMap(({ name, group }) => [
    ...(name === ''
      ? []
      : ['', markdown ? `### ${name} (${group.length})\n` : style.cyan(`${name} (${group.length})`)]),
    ...group.flatMap((entry) => renderEntry(entry, markdown, style)),
  ]);
  return [heading(part, entries, markdown, style), ...lines].join('\n').replace(/\n\n\n/g, '\n\n');
}

/** The module, the system of an event, or else the first word of a name: `vfs_` of `vfs_read`. */
function subsystem({ part, name, module }: SurfaceEntry): string {
  if (part === 'tracepoints') return name.split(':')[0] ?? '';
  if (module !== undefined) return `module ${module}`;
  return /^(?:(?:struct|union|enum) )?_*([A-Za-z0-9]+_)/.exec(name)?.[1] ?? '';
}

function renderEntry(entry: SurfaceEntry, markdown: boolean, style: Style): readonly string[] {
  const name = visibleText(entry.name);
  const lines = [...entryLines(entry), ...usersLine(entry)];
  const word = changeNote(entry);
  if (markdown) {
    return [`- ${signs[entry.change]} \`${name}\`${word}${lines.length === 0 ? '' : `: ${lines.join('; ')}`}`];
  }
  const sign = (entry.breaking ? style.red : style.green)(signs[entry.change]);
  const [first, ...rest] = lines;
  // What came or went is told by its declaration alone.
  if (first?.includes(`${name}(`) === true && entry.change !== 'changed') {
    return [`  ${sign} ${first}${word}`, ...rest.map((line) => `      ${line}`)];
  }
  return [`  ${sign} ${name}${word}`, ...lines.map((line) => `      ${line}`)];
}
