import type { Place } from '@tracefit/model';
import { displayWidth } from '../../display-width';
import { visibleText } from '../../visible-text';
import type { TextContext } from './text-context';

/** Blanks between tab stops in an excerpt. */
const tabStop = 4;
/** How much of a line around the mark is looked at, in UTF-16 units: more than any terminal shows. */
const reach = 2000;

/**
 * The line a place stands on, its number before it and the place underlined; nothing where the line is not known.
 *
 * @param source the line itself, where it is not one of the file
 */
export function renderExcerpt(path: string, place: Place, context: TextContext, source?: string): readonly string[] {
  const line = source ?? context.lines(path, place.line);
  if (line === undefined || line.trim() === '') return [];
  const number = String(place.line).padStart(4);
  const { text, mark } = cutAround(line, place, context.width - number.length - 5);
  const { dim, bold } = context.style;
  return [`  ${dim(`${number} |`)} ${text}`, `  ${dim(`${' '.repeat(number.length)} |`)} ${bold(mark)}`];
}

/** What one character is shown as; `column` counts from 0. */
interface Cell {
  readonly text: string;
  readonly column: number;
  readonly width: number;
  readonly marked: boolean;
}

interface Cut {
  readonly text: string;
  readonly mark: string;
}

function cutAround(line: string, place: Place, width: number): Cut {
  const cells = layOut(line, place);
  const last = cells.at(-1);
  const total = last ? last.column + last.width : 0;
  const marked = cells.filter((cell) => cell.marked);
  const from = marked[0]?.column ?? total;
  const to = marked.at(-1);
  const end = to ? to.column + to.width : from + 1;
  // The beginning of the line where the mark is on it, else a window with the mark in its first third.
  const first = end <= width - 1 ? 0 : Math.max(0, from - Math.floor(width / 3));
  const room = first + width - (first > 0 ? 1 : 0) - (total - first > width ? 1 : 0);
  const shown = cells.filter((cell) => cell.column >= first && cell.column + cell.width <= room);
  const head = first > 0 ? '…' : '';
  const tail = shown.at(-1) === last ? '' : '…';
  const indent = from - (shown[0]?.column ?? from) + head.length;
  const length = shown.reduce((sum, cell) => sum + (cell.marked ? cell.width : 0), 0);
  return {
    text: `${head}${shown.map((cell) => cell.text).join('')}${tail}`,
    mark: `${' '.repeat(indent)}${'^'.repeat(Math.max(1, length))}`,
  };
}

/** The characters of a line near the mark, as they are shown. */
function layOut(line: string, place: Place): readonly Cell[] {
  const start = Math.min(place.column - 1, line.length);
  // A place without length is marked where it begins.
  const end = start + Math.max(1, place.length);
  const from = Math.max(0, start - reach);
  const cells: Cell[] = [];
  let at = from;
  // What was left out on the left counts as one column, so that the mark is never taken for the line's beginning.
  let column = from;
  const add = (text: string, width: number, marked: boolean): void => {
    cells.push({ text, column, width, marked });
    column += width;
  };
  for (const char of line.slice(from, start + reach)) {
    const blanks = tabStop - (column % tabStop);
    const text = char === '\t' ? ' '.repeat(blanks) : visibleText(char);
    add(text, char === '\t' ? blanks : displayWidth(text), at >= start && at < end);
    at += char.length;
  }
  if (at < line.length) add('…', 1, false);
  return cells;
}
