import type { ParseProblem, TraceFile } from '@tracefit/model';
import { createSpanMaker } from '../../span-maker';
import type { SourceFile } from '../../trace-format';
import { createRepeatCheck } from './check-repeats';
import { lowerCommand } from './lower';
import { parseCommand } from './parse-command';
import { splitCommands } from './split-commands';

/** Reads the commands of tracefs' `kprobe_events` and `dynamic_events` into probes. */
export function parse(file: SourceFile): TraceFile {
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const problems: ParseProblem[] = [];
  const fail = (start: number, end: number, message: string): undefined => {
    problems.push({ kind: 'syntax', message, span: spanAt(start, end) });
  };
  const repeats = createRepeatCheck(text, fail);
  const probes = [...splitCommands(text, fail)].flatMap((raw) => {
    const command = parseCommand(text, raw, fail);
    return command ? lowerCommand(text, command, repeats(command), spanAt, fail) : [];
  });
  return { path: file.path, format: 'kprobe_events', tool: 'tracefs', text, probes, declared: [], problems };
}
