import type { Place, Span, TraceFile } from '@tracefit/model';

/** A span of a definition as a place in its report, `length` up to the end of the first line. */
export function placeOf(file: TraceFile, { line, column, start, end }: Span): Place {
  return { line, column, length: (file.text.slice(start, end).split('\n')[0] ?? '').length };
}
