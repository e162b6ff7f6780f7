import type { BtfLineInfo } from '@tracefit/btf';
import type { Span } from '@tracefit/model';
import type { BpfFunction, BpfObject } from './object';

/** How far a line with a number is looked for. */
const maxBack = 64;

/** The lines of source that a function was made from, those of functions that were put into it included. */
export function linesOf(object: BpfObject, func: BpfFunction): readonly BtfLineInfo[] {
  const lines = object.lines(func.section.name);
  return lines.slice(firstFrom(lines, func.start), firstFrom(lines, func.end));
}

/** The index of the first line at or behind an offset. */
function firstFrom(lines: readonly BtfLineInfo[], at: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.insnOffset ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of an instruction: where it is in the file, and the line of source it was made from. */
export function placeOf(object: BpfObject, func: BpfFunction, at: number): Span {
  const start = func.section.offset + at;
  const line = lineAt(object.lines(func.section.name), at);
  if (!line || line.insnOffset < func.start) return { start, end: start, line: 1, column: 1 };
  return {
    start,
    end: start,
    line: Math.max(1, line.line),
    column: Math.max(1, line.column),
    ...(line.text === '' ? {} : { source: { file: line.file, text: line.text } }),
  };
}

/** The line that the instruction at an offset belongs to: the last that begins at or before it and has a number. */
function lineAt(lines: readonly BtfLineInfo[], at: number): BtfLineInfo | undefined {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.insnOffset ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  // Code that the compiler put together from several lines has the number 0.
  for (let back = 0; back < maxBack && low > 0 && lines[low]?.line === 0; back++) low--;
  const line = lines[low];
  return line && line.insnOffset <= at ? line : undefined;
}
