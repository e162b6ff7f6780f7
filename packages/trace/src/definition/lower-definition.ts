import type { Guard, ParseProblem, Probe, TraceFile, TraceTool } from '@tracefit/model';
import { itemsOf, textOf, unknownIn, valueOf, type Located } from '../data/located';
import { checkDefinition } from './check-definition';
import { lowerVersions } from './lower-condition';
import { lowerProbe } from './lower-probe';

/** A definition, read; what belongs to a file as a whole is left to the format. */
export type LoweredDefinition = Pick<TraceFile, 'probes' | 'problems' | 'tool' | 'writtenFor'>;

const tools: readonly TraceTool[] = ['bpftrace', 'tracefs', 'bcc', 'libbpf', 'perf', 'systemtap', 'tetragon', 'other'];

/** Turns a definition as the schema has it, from YAML, JSON or a program, into probes. */
export function lowerDefinition(definition: Located): LoweredDefinition {
  const mistakes = checkDefinition(definition);
  const problems: ParseProblem[] = mistakes.map(({ kind, message, span }) => ({ kind, message, span }));
  const tool = tools.find((each) => each === textOf(valueOf(definition, 'tool'))?.value) ?? 'other';
  const writtenFor = textOf(valueOf(definition, 'writtenFor'))?.text.text;
  const versions = textOf(valueOf(definition, 'kernels'));
  const guards: readonly Guard[] = versions ? lowerVersions(versions) : [];
  const list = valueOf(definition, 'probes');
  const probes = itemsOf(list).flatMap((probe, at): readonly Probe[] => {
    const before = problems.length;
    const lowered = lowerProbe(probe, guards, problems);
    const unread = [...mistakes.filter((mistake) => mistake.probe === at), ...problems.slice(before)];
    return lowered.map((each) => withUnread(each, unread));
  });
  // What is unknown inside of a probe is said there.
  const outside = definition.kind === 'map' ? definition.entries.filter(({ key }) => key !== 'probes') : [];
  const unknown = [
    ...(definition.kind === 'unknown' ? [definition] : []),
    ...outside.flatMap(({ value }) => unknownIn(value)),
    ...(list?.kind === 'list' ? list.items : list ? [list] : []).flatMap((item) =>
      item.kind === 'unknown' ? [item] : [],
    ),
  ];
  for (const { reason, span } of unknown) problems.push({ kind: 'unsupported', message: reason, span });
  return { probes, problems: oncePerPlace(problems), tool, ...(writtenFor === undefined ? {} : { writtenFor }) };
}

/** A probe with a part that is not as it must be is not judged as a whole. */
function withUnread(probe: Probe, [first]: readonly ParseProblem[]): Probe {
  if (!first) return probe;
  const unread = { reason: 'a part of the probe could not be read', span: first.span };
  return { ...probe, unknowns: [...probe.unknowns, unread] };
}

/** What is wrong with a value is told by the schema, and again by what reads it. */
function oncePerPlace(problems: readonly ParseProblem[]): readonly ParseProblem[] {
  const first = new Map<number, ParseProblem>();
  for (const problem of problems) if (!first.has(problem.span.start)) first.set(problem.span.start, problem);
  return [...first.values()];
}
