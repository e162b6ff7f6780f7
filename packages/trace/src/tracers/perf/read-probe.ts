import type { ParseProblem, Probe, TraceFile, Use } from '@tracefit/model';
import { concatTexts, pieceOf, type MappedText } from '../../embedded/mapped-text';
import { readEmbedded } from '../../embedded/read-embedded';
import { createSpanMaker } from '../../span-maker';
import { splitWords, type Fail, type Word } from '../../tracefs/command-lines';
import type { NestedReader, SourceFile } from '../../trace-format';
import { traceOf } from '../tracer';
import { isVariable, readVariable } from './read-variable';
import { readPoint, type ProbePoint } from './read-point';

/**
 * Reads one definition of `perf probe`: `[[GROUP:]EVENT=]POINT [ARG..]` (`parse_perf_probe_command`,
 * tools/perf/util/probe-event.c). What is no variable of C goes to the kernel as it stands.
 */
export function readProbe(file: SourceFile, readNested: NestedReader, module?: string): TraceFile {
  const { text } = file;
  const spanAt = createSpanMaker(text);
  const problems: ParseProblem[] = [];
  const fail: Fail = (start, end, message) => {
    problems.push({ kind: 'syntax', message, span: spanAt(start, end) });
    return undefined;
  };
  const [first, ...args] = splitWords(text, 0, text.length);
  const point = first ? readPoint(first, fail) : fail(0, text.length, 'expected a place to probe');
  if (!point) return traceOf(file, 'perf', [], problems);
  const uses: Use[] = [];
  const unknowns: Probe['unknowns'][number][] = [];
  const place = tellPlace(point);
  if (place !== undefined) unknowns.push({ reason: place, span: spanAt(point.start, point.end) });
  for (const arg of args.filter(isVariable)) {
    if (point.isReturn) fail(arg.start, arg.end, 'a return probe takes no variables, only $retval');
    else if (place !== undefined) {
      unknowns.push({ reason: 'which variables there are depends on the place', span: spanAt(arg.start, arg.end) });
    } else {
      const use = readVariable(arg, spanAt, fail);
      if (use) uses.push(use);
    }
  }
  const raw = args.filter((arg) => !isVariable(arg) && !isEveryVariable(arg));
  const fetched = readRaw(text, raw, point.isReturn, readNested);
  for (const problem of fetched.problems) problems.push(problem);
  if (problems.length > 0) {
    unknowns.push({ reason: 'perf refuses the definition, it has a mistake', span: spanAt(0, text.length) });
  }
  const [values] = fetched.probes;
  const { func, offset, address } = point;
  const probe: Probe = {
    attach: {
      kind: point.isReturn ? 'kretprobe' : 'kprobe',
      name: func?.text ?? '',
      span: func ? spanAt(func.start, func.end) : spanAt(point.start, point.end),
      byDebugInfo: 'if_installed',
      ...(module !== undefined && { module }),
      ...(offset !== undefined && { offset }),
      ...(address !== undefined && { address }),
      ...(/[*?[]/.test(func?.text ?? '') && { wildcard: true }),
    },
    uses: [...uses, ...(values?.uses ?? [])].sort((a, b) => a.span.start - b.span.start),
    guards: [],
    unknowns: [...unknowns, ...(values?.unknowns ?? [])],
    ...(values?.requires && { requires: values.requires }),
    span: spanAt(0, text.length),
  };
  return traceOf(file, 'perf', [probe], problems);
}

/** `$vars` and its like stand for what is there. */
function isEveryVariable({ text }: Word): boolean {
  return text === '$vars' || text === '$params';
}

/** What is not known of a probe because of its place. */
function tellPlace({ func, offset, address, line, pattern }: ProbePoint): string | undefined {
  if (address !== undefined) return 'an address means another instruction in every build of the kernel';
  if (!func) return 'a line of a source file is not looked up';
  if (line !== undefined) return `line ${line} of a function is another place in every version of the kernel`;
  if (pattern) return 'a pattern of source lines is not looked up';
  if (offset !== undefined && offset > 0) {
    return `${offset} bytes into a function is another instruction in every build of the kernel`;
  }
  return undefined;
}

/** Arguments that the kernel reads by itself, as its own commands have them. */
function readRaw(text: string, args: readonly Word[], isReturn: boolean, readNested: NestedReader) {
  if (args.length === 0) return { probes: [], problems: [] };
  const own: MappedText = { text, span: createSpanMaker(text), unknownIn: () => [] };
  const head = pieceOf(own, args[0]?.start ?? 0, args[0]?.start ?? 0, isReturn ? 'r probed' : 'p probed');
  const words = args.flatMap(({ start, end }) => [
    { value: pieceOf(own, start, start, ' ') },
    { value: pieceOf(own, start, end) },
  ]);
  return readEmbedded({ lang: 'kprobe_events', text: concatTexts([{ value: head }, ...words]) }, readNested);
}
