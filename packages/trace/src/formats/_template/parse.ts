import type { ParseProblem, Probe, Span, TraceFile } from '@tracefit/model';
import type { SourceFile } from '../../trace-format';

/** Reads lines of `probe FUNCTION`; a line that begins with `#` is a comment. */
export function parse(file: SourceFile): TraceFile {
  const probes: Probe[] = [];
  const problems: ParseProblem[] = [];
  let start = 0;
  for (const [at, line] of file.text.split('\n').entries()) {
    const span: Span = { start, end: start + line.length, line: at + 1, column: 1 };
    start += line.length + 1;
    const [, name] = /^probe ([\w.]+)$/.exec(line) ?? [];
    if (name !== undefined) probes.push(kprobe(name, span));
    else if (line !== '' && !line.startsWith('#')) {
      problems.push({ kind: 'syntax', message: 'expected `probe FUNCTION`', span });
    }
  }
  return { path: file.path, format: '_template', tool: 'other', text: file.text, probes, declared: [], problems };
}

function kprobe(name: string, span: Span): Probe {
  return { attach: { kind: 'kprobe', name, span }, uses: [], guards: [], unknowns: [], span };
}
