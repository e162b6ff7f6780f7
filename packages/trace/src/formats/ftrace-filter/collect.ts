import type { ParseProblem, Probe } from '@tracefit/model';
import type { SpanMaker } from '../../span-maker';
import type { Fail, Piece } from '../../tracefs/command-lines';

/** What the functions that read one file share: its text, and where its probes and problems go. */
export interface Collector {
  readonly text: string;
  readonly spanAt: SpanMaker;
  readonly probes: Probe[];
  readonly problems: ParseProblem[];
  readonly fail: Fail;
}

export function createCollector(text: string, spanAt: SpanMaker): Collector {
  const problems: ParseProblem[] = [];
  const fail: Fail = (start, end, message) => {
    problems.push({ kind: 'syntax', message, span: spanAt(start, end) });
    return undefined;
  };
  return { text, spanAt, probes: [], problems, fail };
}

/** The lines of a text; those that begin with `#` are for people, the kernel would not take them. */
export function* contentLines(text: string): Generator<Piece> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (text[start] !== '#') yield { start, end };
    start = end + 1;
  }
}
