import type { KernelIdentity, SurfaceChange, SurfaceDiff, SurfaceEntry, SurfacePart } from '@tracefit/model';
import { groupBy, padText, visibleText, type Style } from '@tracefit/reporters';
import { detailLines } from './detail-lines';
import { diffParts, partWords } from './part-words';

export interface DiffStyle {
  /** Every change, not only those that break traces. */
  readonly details: boolean;
  readonly markdown: boolean;
  readonly style: Style;
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
    `${title(diff.before)} -> ${title(diff.after)}`,
    ...(parts.length === 0 ? ['no difference seen'] : [table(counts(parts), markdown, style)]),
    ...(diff.notCompared.length > 0 ? [diff.notCompared.map(notCompared).join('\n')] : []),
    ...parts.flatMap(({ part, entries: all }) => {
      const entries = details ? all : all.filter(({ breaking }) => breaking);
      if (entries.length === 0) return [];
      if (!details && entries.length > mostListed) return [renderLargest(part, entries, { details, markdown, style })];
      return [renderPart(part, entries, { details, markdown, style })];
    }),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function notCompared({ part, reason }: SurfaceDiff['notCompared'][number]): string {
  return `not compared: ${part === undefined ? '' : `${partWords[part]}, `}${visibleText(reason)}`;
}

function title({ id, version }: KernelIdentity): string {
  return visibleText(id.includes(version) ? id : `${id} (${version})`);
}

/** The columns of the counts: what they are called, and the changes they count. */
const columns: readonly (readonly [string, readonly SurfaceChange[]])[] = [
  ['added', ['added']],
  ['removed', ['removed', 'renamed', 'inlined', 'cloned']],
  ['changed', ['changed']],
  ['not traceable', ['untraceable']],
  ['now traceable', ['traceable']],
];

interface PartEntries {
  readonly part: SurfacePart;
  readonly entries: readonly SurfaceEntry[];
}

function counts(parts: readonly PartEntries[]): readonly (readonly string[])[] {
  const rows = parts.map(({ part, entries }) => {
    const of = new Map<SurfaceChange, number>();
    let breaking = 0;
    for (const entry of entries) {
      of.set(entry.change, (of.get(entry.change) ?? 0) + 1);
      if (entry.breaking) breaking++;
    }
    const sums = columns.map(([, changes]) => changes.reduce((sum, change) => sum + (of.get(change) ?? 0), 0));
    return [partWords[part], ...sums, breaking];
  });
  return [['', ...columns.map(([word]) => word), 'breaks traces'], ...rows.map((row) => row.map(String))];
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

const signs: Readonly<Record<SurfaceChange, string>> = {
  added: '+',
  removed: '-',
  renamed: '-',
  inlined: '-',
  cloned: '-',
  changed: '~',
  untraceable: '!',
  traceable: '+',
};

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
  const lines = [...detailLines(entry), ...candidateLine(entry), ...usersLine(entry)];
  const word = wordOf(entry);
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

/** What the sign alone does not say. */
function wordOf({ part, change, breaking, details }: SurfaceEntry): string {
  if (change === 'inlined' || change === 'cloned' || change === 'renamed') return ` (${change})`;
  if (part !== 'functions' || change !== 'changed') return '';
  if (!breaking) return ' (no probe notices)';
  const byEntry = details.some((detail) => detail.breaking && detail.kind !== 'returns');
  return byEntry ? '' : ' (only return probes notice)';
}

function candidateLine({ candidates = [] }: SurfaceEntry): readonly string[] {
  if (candidates.length === 0) return [];
  return [`perhaps now ${candidates.map(({ name }) => visibleText(name)).join(', or ')}`];
}

/** So many places are named. */
const mostUses = 4;

function usersLine({ usedBy = [] }: SurfaceEntry): readonly string[] {
  if (usedBy.length === 0) return [];
  const places = usedBy.slice(0, mostUses).map(({ file, line }) => visibleText(`${file}:${line}`));
  const more = usedBy.length - mostUses;
  return [`used by ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}
