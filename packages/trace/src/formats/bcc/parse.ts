import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { resultsOf } from '../../explore';
import { createSpanMaker } from '../../span-maker';
import type { SourceFile } from '../../trace-format';
import { fitPlaces } from './fit-places';
import { parsePython } from './python/parse-python';
import { readSwitches } from './read-switches';
import { readWays } from './read-ways';
import type { Script } from './read-run';
import { createRelevance, untilAttached } from './run/relevance';
import { findUnmade, findUnvisited } from './unvisited';

/** Combinations of answers to what a script asks the kernel that are followed. */
const maxRuns = 64;

/** Reads a BCC program into probes: its Python is followed by what it does to its texts, then these are read as C. */
export function parse({ path, text }: SourceFile): TraceFile {
  const spans = createSpanMaker(text);
  const python = parsePython(text);
  const body = untilAttached(python.body);
  const ownNames = new Set([...text.matchAll(/(?:#\s*define\s+|-D\s*)(\w+)/g)].flatMap(([, name]) => name ?? []));
  const script: Script = { source: text, body, matters: createRelevance(body), spans, ownNames };
  const plain = readWays(script, maxRuns);
  const { probes, results } = readSwitches(script, plain.probes, resultsOf(plain.paths));
  const visited = new Set(results.flatMap(({ machine }) => [...machine.visited]));
  const declared = new Map(results.flatMap((result) => result.declared).map((def) => [`${def.kind} ${def.name}`, def]));
  const errors = python.errors.map(({ start, end }): ParseProblem => ({
    kind: 'syntax',
    message: 'this is not Python as tracefit reads it',
    span: spans(start, Math.min(end, text.length)),
  }));
  const unmade = findUnmade(python.body, visited, spans);
  const problems = [...errors, ...unmade, ...results.flatMap((result) => result.problems)];
  const byPlace = new Map(problems.map((problem) => [`${problem.span.start} ${problem.message}`, problem]));
  const all: readonly Probe[] = [...probes, ...findUnvisited(python.body, visited, spans)];
  return {
    path,
    format: 'bcc',
    tool: 'bcc',
    text,
    probes: all.map((probe) => fitPlaces(probe, text)).sort((a, b) => a.span.start - b.span.start),
    declared: [...declared.values()],
    problems: [...byPlace.values()].sort((a, b) => a.span.start - b.span.start),
  };
}
