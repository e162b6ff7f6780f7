import type { Span } from '@tracefit/model';

/** Makes the span of a piece of one text, by UTF-16 offsets; the end may be left out for a place without length. */
export type SpanMaker = (start: number, end?: number) => Span;

/** Spans of a text, whose lines are counted once. A line ends with `\n`. */
export function createSpanMaker(text: string): SpanMaker {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return (start, end = start) => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    return { start, end, line: low + 1, column: start - (lineStarts[low] ?? 0) + 1 };
  };
}
