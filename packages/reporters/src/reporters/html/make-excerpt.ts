import type { Place } from '@tracefit/model';
import type { SourceLines } from '../../source-lines';
import { visibleText } from '../../visible-text';
import type { PageExcerpt } from './page-data';

/** So many lines are shown before and behind the place. */
const around = 3;
/** So much of a line is shown, and so much of it before the place, in UTF-16 units. */
const longest = 200;
const mostBefore = 80;

/** The lines around a place; nothing where the line is not known. `own` is the line itself where it is not one of the file. */
export function makeExcerpt(path: string, place: Place, lines: SourceLines, own?: string): PageExcerpt | undefined {
  const line = own ?? lines(path, place.line);
  if (line === undefined || line.trim() === '') return undefined;
  const start = Math.min(place.column - 1, line.length);
  const end = Math.min(start + Math.max(0, place.length), line.length);
  const neighbours = own === undefined ? lines : () => undefined;
  const before: string[] = [];
  for (let at = place.line - 1; at >= Math.max(1, place.line - around); at--) {
    const text = neighbours(path, at);
    if (text === undefined) break;
    before.unshift(clean(cutRight(text)));
  }
  const after: string[] = [];
  for (let at = place.line + 1; at <= place.line + around; at++) {
    const text = neighbours(path, at);
    if (text === undefined) break;
    after.push(clean(cutRight(text)));
  }
  // Behind the last line end there is no line.
  if (after.at(-1) === '') after.pop();
  const head = start > mostBefore ? `…${line.slice(start - mostBefore, start)}` : line.slice(0, start);
  return {
    first: place.line - before.length,
    before,
    line: [clean(head), clean(cutRight(line.slice(start, end))), clean(cutRight(line.slice(end)))],
    after,
  };
}

function cutRight(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Tabs stay, the page sets them; all else that does not show itself is spelled out. */
function clean(text: string): string {
  return text.split('\t').map(visibleText).join('\t');
}
