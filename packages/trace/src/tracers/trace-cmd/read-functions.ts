import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { createSpanMaker } from '../../span-maker';
import type { SourceFile } from '../../trace-format';
import { traceOf } from '../tracer';

/** Reads a pattern of functions as `-l`, `-n` and `-g` take it; with other characters than these it is a regular expression. */
export function readFunctions(file: SourceFile, option: string | undefined): TraceFile {
  // As in `set_ftrace_filter`, `NAME:mod:MODULE` is that of a module.
  const [, name = file.text, module = option] = /^([^:]*):mod:([\w-]+)$/.exec(file.text) ?? [];
  const span = createSpanMaker(file.text)(0, file.text.length);
  const problem = (message: string): ParseProblem => ({ kind: 'unsupported', message, span });
  if (!/^[\w*?.]+$/.test(name)) {
    return traceOf(file, 'tracefs', [], [problem('a regular expression for functions is not followed')]);
  }
  const wildcard = /[*?]/.test(name);
  const attach: Probe['attach'] = {
    kind: 'fprobe',
    name,
    span,
    ...(module !== undefined && { module }),
    ...(wildcard && { wildcard }),
  };
  return traceOf(file, 'tracefs', [{ attach, uses: [], guards: [], unknowns: [], span }]);
}
