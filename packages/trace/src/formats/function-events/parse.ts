import type { ParseProblem, TraceFile } from '@tracefit/model';
import { createSpanMaker } from '../../span-maker';
import { splitCommandLines, type Fail } from '../../tracefs/command-lines';
import type { SourceFile } from '../../trace-format';
import { lowerFunctionEvent } from './lower';
import { parseFunctionEvent } from './parse-event';

/** Reads function events, one a line, into probes. */
export function parse(file: SourceFile): TraceFile {
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const problems: ParseProblem[] = [];
  const fail: Fail = (start, end, message) => {
    problems.push({ kind: 'syntax', message, span: spanAt(start, end) });
    return undefined;
  };
  const probes = [...splitCommandLines(text, fail)].flatMap((line) => {
    const event = parseFunctionEvent(text, line, fail);
    return event ? [lowerFunctionEvent(event, spanAt)] : [];
  });
  return { path: file.path, format: 'function_events', tool: 'tracefs', text, probes, declared: [], problems };
}
