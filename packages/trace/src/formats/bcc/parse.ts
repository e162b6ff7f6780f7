import type { Guard, ParseProblem, Probe, StructDef, TraceFile } from '@tracefit/model';
import { readC, type CProgram } from '../../c/read-c';
import { explore, resultsOf } from '../../explore';
import { createSpanMaker, type SpanMaker } from '../../span-maker';
import type { SourceFile } from '../../trace-format';
import { plainText, readAttachPoints } from './attach-points';
import { automaticPoint } from './automatic';
import { lowerProbe, type RunProbe } from './lower-probe';
import { mergeRuns } from './merge-runs';
import { parsePython } from './python/parse-python';
import type { AttachRecord, Machine } from './run/machine';
import { createRelevance, untilAttached } from './run/relevance';
import { runScript, type RunOptions } from './run/run-script';
import type { Option, ProgramRecord } from './run/value';
import { findUnvisited } from './unvisited';

/** Combinations of answers to what a script asks the kernel that are followed. */
const maxRuns = 64;

/** What one run through the script came to. */
interface RunResult {
  readonly probes: readonly RunProbe[];
  readonly declared: readonly StructDef[];
  readonly problems: readonly ParseProblem[];
  readonly visited: ReadonlySet<number>;
  readonly options: readonly Option[];
}

/** Reads a BCC program into probes: its Python is followed by what it does to its texts, then these are read as C. */
export function parse({ path, text }: SourceFile): TraceFile {
  const spans = createSpanMaker(text);
  const python = parsePython(text);
  const body = untilAttached(python.body);
  const matters = createRelevance(body);
  const ownNames = new Set([...text.matchAll(/(?:#\s*define\s+|-D\s*)(\w+)/g)].flatMap(([, name]) => name ?? []));
  const { paths, untried } = explore(
    (oracle) => run({ source: text, body, matters, spans, oracle }, ownNames),
    maxRuns,
  );
  const results = resultsOf(paths);
  const visited = new Set(results.flatMap((result) => [...result.visited]));
  const declared = new Map(results.flatMap((result) => result.declared).map((def) => [`${def.kind} ${def.name}`, def]));
  const unknowns = untriedUnknowns(untried);
  const probes = mergeRuns(mapProbes(paths)).map((probe): Probe => ({
    ...probe,
    unknowns: [...probe.unknowns, ...unknowns],
  }));
  const errors = python.errors.map(({ start, end }): ParseProblem => ({
    kind: 'syntax',
    message: 'this is not Python as tracefit reads it',
    span: spans(start, end),
  }));
  const problems = new Map(
    [...errors, ...results.flatMap((result) => result.problems)].map((problem) => [
      `${problem.span.start} ${problem.message}`,
      problem,
    ]),
  );
  return {
    path,
    format: 'bcc',
    tool: 'bcc',
    text,
    probes: [...probes, ...findUnvisited(python.body, visited, spans)].sort((a, b) => a.span.start - b.span.start),
    declared: [...declared.values()],
    problems: [...problems.values()].sort((a, b) => a.span.start - b.span.start),
  };
}

/** Of many tests that were answered one way only, the first is told. */
function untriedUnknowns(untried: readonly Guard[]): Probe['unknowns'] {
  const first = [...untried].sort((a, b) => a.span.start - b.span.start)[0];
  if (!first) return [];
  const { condition, span } = first;
  const words = condition.kind === 'opaque' ? ` (${condition.text})` : '';
  const reason = `the script decides more than can be followed; of ${untried.length} tests only one answer was tried${words}`;
  return [{ reason, span }];
}

function mapProbes(paths: ReturnType<typeof explore<RunResult>>['paths']): Parameters<typeof mergeRuns>[0] {
  if (paths.kind === 'end') return { kind: 'end', result: paths.result.probes };
  return { ...paths, yes: mapProbes(paths.yes), no: mapProbes(paths.no) };
}

/** One run: the script, then the C of each program it makes. */
function run(options: RunOptions, ownNames: ReadonlySet<string>): RunResult {
  const machine = runScript(options);
  const programs = new Map<ProgramRecord, CProgram>();
  const problems: ParseProblem[] = [];
  for (const record of machine.programs) {
    const { text, defines } = record;
    const program = text && readC(text, { defines, ownNames, headers: true, oracle: options.oracle }, options.spans);
    if (program) programs.set(record, program);
    else
      problems.push({
        kind: 'unsupported',
        message: record.unknown ?? '',
        span: options.spans(record.place.start, record.place.end),
      });
  }
  const read = [...programs.values()];
  return {
    probes: [
      ...automaticProbes(programs),
      ...machine.attached.flatMap((record) => attachedProbes(record, programs, machine, options.spans)),
    ],
    declared: read.flatMap((program) => program.declared),
    problems: [...problems, ...read.flatMap((program) => program.problems)],
    visited: machine.visited,
    options: machine.options,
  };
}

/** Functions that BCC attaches by their names. */
function automaticProbes(programs: ReadonlyMap<ProgramRecord, CProgram>): readonly RunProbe[] {
  return [...programs.values()].flatMap((program) =>
    program.functions.flatMap((fn) => {
      const { words = [] } = fn.macro ?? {};
      const place = { start: words[0]?.start ?? fn.namePlace.start, end: words.at(-1)?.end ?? fn.namePlace.end };
      const reading = automaticPoint(fn, program.span(place));
      const span = program.span(fn.namePlace);
      return reading ? [lowerProbe({ reading, span, guards: [], program, handler: fn.name })] : [];
    }),
  );
}

/** The probes of a call that attaches. */
function attachedProbes(
  record: AttachRecord,
  programs: ReadonlyMap<ProgramRecord, CProgram>,
  machine: Machine,
  spans: SpanMaker,
): readonly RunProbe[] {
  const span = machine.span(record.place);
  const readings = readAttachPoints(record, spans);
  const fn = record.args.get('fn_name') ?? record.args.get('fn');
  const loaded = fn?.value.kind === 'handler' ? fn.value : undefined;
  const used = loaded?.program ?? record.program;
  const name = plainText(loaded ? loaded.name : fn?.value)?.text;
  return readings.map((reading) => {
    const alternatives = readings.length > 1 ? `${record.place.start}` : undefined;
    const group = record.group ?? alternatives;
    return lowerProbe({
      reading,
      span,
      guards: record.guards,
      ...(record.caught ? { ifMissing: 'ignore' as const } : {}),
      ...(group === undefined ? {} : { group }),
      program: used && programs.get(used),
      noProgram: used?.unknown,
      handler: handlerName(record.method, name),
    });
  });
}

/** BCC's trampoline methods take the name with its prefix or without. */
function handlerName(method: string, name: string | undefined): string | undefined {
  const prefix = { attach_kfunc: 'kfunc__', attach_kretfunc: 'kretfunc__', attach_lsm: 'lsm__' }[method];
  return prefix === undefined || name === undefined || name.startsWith(prefix) ? name : prefix + name;
}
