import type { ParseProblem, Probe, TraceFile } from '@tracefit/model';
import { resultsOf } from '../../explore';
import { openBesideFiles } from '../../beside-files';
import { verbatim } from '../../c/source-text';
import type { SourceFile } from '../../trace-format';
import { fitPlaces } from './fit-places';
import { parsePython } from './python/parse-python';
import { readSwitches, type Reading } from './read-switches';
import { programReader } from './program-reader';
import { readWays } from './read-ways';
import type { SpanMaker } from '../../span-maker';
import type { Stmt } from './python/syntax';
import type { RunResult, Script } from './read-run';
import { createMaking, createRelevance, untilAttached } from './run/relevance';
import { findUnmade, findUnvisited } from './unvisited';

/** Combinations of answers to what a script asks the kernel that are followed. */
const maxRuns = 64;

/** Reads a BCC program into probes: its Python is followed by what it does to its texts, then these are read as C. */
export function parse(file: SourceFile): TraceFile {
  const { path, text } = file;
  const files = openBesideFiles(file);
  const spans = files.span;
  const python = parsePython(text);
  const body = untilAttached(python.body);
  const ownNames = new Set(definedIn(text));
  const readFile: Script['readFile'] = (name, by) => {
    // An installed script names the place of the file on the machine it runs on.
    const found = [name, name.replace(/^.*\//s, '')].flatMap((each) => files.take(each, by) ?? [])[0];
    for (const defined of definedIn(found?.text ?? '')) ownNames.add(defined);
    return found && verbatim(found.text, found.at);
  };
  const script: Script = {
    source: text,
    path,
    body,
    matters: createRelevance(body),
    makes: createMaking(body),
    spans,
    readFile,
    readProgram: programReader(spans, ownNames),
  };
  const plain = readWays(script, maxRuns);
  const first: Reading = { probes: plain.probes, results: resultsOf(plain.paths) };
  const { probes, results } = readSwitches(
    script,
    first,
    (reading) => unvisitedBy(reading, python.body, spans).length === 0,
  );
  // A struct may be written in several ways, of which `#if` takes one.
  const declared = new Map(results.flatMap((result) => result.declared).map((def) => [JSON.stringify(def), def]));
  const errors = python.errors.map(({ start, end }): ParseProblem => ({
    kind: 'syntax',
    message: 'this is not Python as tracefit reads it',
    span: spans(start, Math.min(end, text.length)),
  }));
  const unmade = results.some(({ isGiven }) => isGiven) ? [] : findUnmade(python.body, visitedBy(results), spans);
  const problems = [...errors, ...unmade, ...results.flatMap((result) => result.problems)];
  const byPlace = new Map(problems.map((problem) => [`${problem.span.start} ${problem.message}`, problem]));
  const all = [...probes, ...unvisitedBy({ probes, results }, python.body, spans)];
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

/** Names of macros that a text defines somewhere. */
function definedIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:#\s*define\s+|-D\s*)(\w+)/g)].flatMap(([, name]) => name ?? []);
}

/** What attaches and was come by in no run. */
function unvisitedBy({ probes, results }: Reading, body: readonly Stmt[], spans: SpanMaker): readonly Probe[] {
  return findUnvisited({
    body,
    spans,
    visited: visitedBy(results),
    isGiven: results.some(({ isGiven }) => isGiven),
    lines: new Set(probes.flatMap(({ span, attach }) => [span.line, attach.span.line])),
  });
}

function visitedBy(results: readonly RunResult[]): ReadonlySet<number> {
  return new Set(results.flatMap(({ machine }) => [...machine.visited]));
}
