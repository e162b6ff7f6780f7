import type { ParseProblem, StructDef } from '@tracefit/model';
import type { CProgram } from '../../c/read-c';
import type { Oracle } from '../../explore';
import type { SpanMaker } from '../../span-maker';
import { plainText, readAttachPoints } from './attach-points';
import { automaticPoint } from './automatic';
import type { RunProbe } from '../../merge-runs';
import { givenCode, isGivenReason, withoutLost } from './lost-text';
import { lowerProbe } from './lower-probe';
import type { ProgramReader } from './program-reader';
import type { AttachRecord, Machine } from './run/machine';
import { runScript, type RunOptions } from './run/run-script';
import type { ProgramRecord } from './run/value';

/** A script, ready to be followed any number of times. */
export interface Script extends Omit<RunOptions, 'oracle' | 'given'> {
  readonly readProgram: ProgramReader;
}

/** What one run through a script came to. */
export interface RunResult {
  readonly probes: readonly RunProbe[];
  readonly declared: readonly StructDef[];
  readonly problems: readonly ParseProblem[];
  /** What is traced is given on the command line of the tool, wholly or in part. */
  readonly isGiven: boolean;
  readonly machine: Machine;
}

/** One run: the script, then the C of each program it makes. */
export function readRun(script: Script, oracle: Oracle, given: readonly string[]): RunResult {
  const { spans, readProgram } = script;
  const machine = runScript({ ...script, oracle, given });
  const programs = new Map<ProgramRecord, ReadText>();
  const problems: ParseProblem[] = [];
  for (const record of machine.programs) {
    const { text, defines, place, unknown, given: isGiven } = record;
    if (text) {
      const known = withoutLost(text.text);
      const program = readProgram(text, known.text, defines, oracle);
      programs.set(record, { program, ...(known.unknown === undefined ? {} : { lost: known.unknown }) });
    }
    if (unknown !== undefined && isGiven !== true)
      problems.push({ kind: 'unsupported', message: unknown, span: spans(place.start, place.end) });
  }
  const read = [...programs.values()];
  const probes = [
    ...automaticProbes(programs),
    ...machine.attached.flatMap((record) => attachedProbes(record, programs, machine, spans)),
  ];
  return {
    probes,
    declared: read.flatMap(({ program }) => program.declared),
    // Where its user writes code, what is around it is not whole.
    problems: [...problems, ...read.flatMap(({ program, lost }) => (lost === givenCode ? [] : program.problems))],
    isGiven:
      machine.programs.some((record) => record.given === true) ||
      probes.some(({ unknowns }) => unknowns.some(({ reason }) => isGivenReason(reason))),
    machine,
  };
}

/** C text that was read; `lost`: what of it could not be. */
interface ReadText {
  readonly program: CProgram;
  readonly lost?: string;
}

/** Functions that BCC attaches by their names. */
function automaticProbes(programs: ReadonlyMap<ProgramRecord, ReadText>): readonly RunProbe[] {
  return [...programs.values()].flatMap(({ program, lost }) =>
    program.functions.flatMap((fn) => {
      const { words = [] } = fn.macro ?? {};
      const place = { start: words[0]?.start ?? fn.namePlace.start, end: words.at(-1)?.end ?? fn.namePlace.end };
      const reading = automaticPoint(fn, program.span(place));
      const span = program.span(fn.namePlace);
      return reading ? [lowerProbe({ reading, span, guards: [], program, lost, handler: fn.name })] : [];
    }),
  );
}

/** The probes of a call that attaches. */
function attachedProbes(
  record: AttachRecord,
  programs: ReadonlyMap<ProgramRecord, ReadText>,
  machine: Machine,
  spans: SpanMaker,
): readonly RunProbe[] {
  const span = machine.span(record.place);
  const readings = readAttachPoints(record, spans);
  const fn = record.args.get('fn_name') ?? record.args.get('fn');
  const loaded = fn?.value.kind === 'handler' ? fn.value : undefined;
  const used = loaded?.program ?? record.program;
  const text = used && programs.get(used);
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
      program: text?.program,
      lost: text?.lost,
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
