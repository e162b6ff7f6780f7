import type { ParseProblem, TraceFile } from '@tracefit/model';
import { createSpanMaker } from '../../span-maker';
import type { SourceFile } from '../../trace-format';
import { lowerCommand } from './lower';
import { byteLength } from './parse-context';
import { parseCommand } from './parse-command';
import { maxLine, splitCommands } from './split-commands';

/** Reads the commands of tracefs' `kprobe_events` and `dynamic_events` into probes. */
export function parse(file: SourceFile): TraceFile {
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const problems: ParseProblem[] = [];
  const fail = (start: number, end: number, message: string): undefined => {
    problems.push({ kind: 'syntax', message, span: spanAt(start, end) });
  };
  const probes = [...splitCommands(text)].flatMap((raw) => {
    const line = text.slice(raw.start, raw.end);
    const nul = line.indexOf('\0');
    if (nul >= 0) fail(raw.start + nul, raw.start + nul + 1, 'a NUL ends the text for the kernel');
    else if (byteLength(line) > maxLine) fail(raw.start, raw.end, `the line has more than ${maxLine} bytes`);
    else {
      const command = parseCommand(text, raw, fail);
      if (command) return lowerCommand(text, command, spanAt, fail);
    }
    return [];
  });
  return { path: file.path, format: 'kprobe_events', tool: 'tracefs', text, probes, declared: [], problems };
}
