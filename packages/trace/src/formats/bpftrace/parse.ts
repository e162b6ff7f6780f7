import type { TraceFile } from '@tracefit/model';
import type { SourceFile } from '../../trace-format';
import { lowerScript } from './lower';
import { parseScript } from './parse-script';
import { preprocess } from './preprocess';

/** Reads a bpftrace script into probes. */
export function parse(file: SourceFile): TraceFile {
  const { path, text } = file;
  const { script, problems } = parseScript(text);
  const c = preprocess(text, script.c);
  const lowered = lowerScript(text, script, c);
  const all = [...problems, ...lowered.problems].sort((left, right) => left.span.start - right.span.start);
  return {
    path,
    format: 'bpftrace',
    tool: 'bpftrace',
    text,
    probes: lowered.probes,
    declared: c.structs,
    problems: all,
  };
}
