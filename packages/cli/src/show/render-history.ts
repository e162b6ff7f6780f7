import type { FuncProto } from '@tracefit/model';
import { displayWidth, padText, visibleText, wrapWords, type Style } from '@tracefit/reporters';
import { spellCallCount } from './call-count';
import { difference, type Change } from './difference';
import type { Thing } from './find-things';
import { foldHistory, type Version } from './fold-history';
import { prototypeChange } from './prototype-change';
import { isAsFirst, type Row } from './rows';
import type { Shape } from './shape';

/** The widest a column of kernels gets. */
const kernelsWidth = 24;

/**
 * The history of a thing for people: a line or a block for each stretch of kernels on which it is the same, row by row; one that has
 * what the first has in all its kernels takes one line.
 */
export function renderHistory(thing: Thing, rows: readonly Row[], style: Style, width: number): string {
  const [first] = rows;
  const lines = rows.flatMap((row) => {
    if (row === first || !first) return renderRow(thing, row, style, width);
    const kernels = `${row.title} ${row.names.fold(row.names.order)}`;
    if (isAsFirst(thing, row, first))
      return [`  ${style.cyan(visibleText(kernels))}  as on ${visibleText(first.title)}`];
    return [`  ${style.cyan(visibleText(row.title))}`, ...renderRow(thing, row, style, width)];
  });
  return `${[style.bold(`${thing.kind} ${visibleText(thing.name)}`), ...lines].join('\n')}\n`;
}

function renderRow(thing: Thing, { names }: Row, style: Style, width: number): readonly string[] {
  const versions = foldHistory(thing, names);
  const labels = versions.map((version) => visibleText(names.fold(version.ids)));
  const columns = Math.min(kernelsWidth, Math.max(...labels.map(displayWidth)));
  const lines: string[] = [];
  let before: Shape | undefined;
  for (const [at, version] of versions.entries()) {
    const [first = '', ...more] = renderVersion(version, before, style, width - columns - 4);
    const label = labels[at] ?? '';
    const tight = displayWidth(label) <= columns;
    if (!tight) lines.push(`  ${style.cyan(label)}`);
    lines.push(`  ${style.cyan(padText(tight ? label : '', columns))}  ${first}`.trimEnd());
    for (const line of more) lines.push(`  ${' '.repeat(columns)}  ${line}`.trimEnd());
    if (version.presence.state === 'there') before = version.presence.shape;
  }
  return lines;
}

function renderVersion(
  { presence, called }: Version,
  before: Shape | undefined,
  style: Style,
  width: number,
): readonly string[] {
  if (presence.state === 'absent') return [style.red('not there')];
  if (presence.state === 'unknown') return [style.yellow(`not known: ${visibleText(presence.reason)}`)];
  const { shape } = presence;
  const changes = before && difference(before, shape);
  return [
    ...(changes ? renderChanges(changes, style) : shape.lines.flatMap((line) => wrapCode(line, width))),
    ...(before?.proto && shape.proto ? renderArguments(before.proto, shape.proto, style, width) : []),
    ...(called ? [style.dim(spellCallCount(called))] : []),
    ...shape.notes.flatMap((note) => wrapWords(visibleText(note), width)).map((line) => style.yellow(line)),
  ];
}

function renderArguments(before: FuncProto, after: FuncProto, style: Style, width: number): readonly string[] {
  const change = prototypeChange(before, after);
  return change === undefined ? [] : wrapWords(visibleText(change), width).map((line) => style.dim(line));
}

function renderChanges(changes: readonly Change[], style: Style): readonly string[] {
  const tint = { '-': style.red, '+': style.green, '~': style.dim };
  // Kernels can differ in their notes alone.
  if (changes.length === 0) return [style.dim('the same')];
  return changes.map(({ sign, text }) => tint[sign](`${sign} ${visibleText(text)}`));
}

/** Code breaks at blanks too; what is continued is indented. */
function wrapCode(line: string, width: number): readonly string[] {
  const code = visibleText(line);
  // A member of a struct keeps its indentation, which words would lose.
  if (displayWidth(code) <= width || code.startsWith(' ')) return [code];
  return wrapWords(code, width - 4).map((part, at) => (at === 0 ? part : `    ${part}`));
}
