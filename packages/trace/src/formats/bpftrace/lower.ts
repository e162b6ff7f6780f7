import type { ParseProblem, Probe } from '@tracefit/model';
import { lowerAttachPoint, type LoweredAttachPoint } from './attach-points';
import { plain } from './follow';
import { lowerBlock } from './lower-block';
import { lowerExpression } from './lower-expression';
import { createMapTable, type MapTable } from './map-table';
import type { CPart } from './preprocess';
import { createRun, usesOf, type Run } from './run';
import { createJournal, createScope } from './scope';
import type { ConfigNode, ProbeNode, RoutineNode, Script } from './syntax-tree';
import type { Program, Walk } from './walk';

/** Macros of one name that are told apart. */
const maxVariants = 16;

/** A probe with its attach points, and the run that lowers its code for each of them. */
interface Planned {
  readonly node: ProbeNode;
  readonly points: readonly { readonly point: LoweredAttachPoint; readonly run: number }[];
}

export interface Lowered {
  readonly probes: readonly Probe[];
  readonly problems: readonly ParseProblem[];
}

/**
 * Turns a script into probes, one for each attach point. The code of a probe is lowered once for each kind of attach
 * point it has, and all of it twice: what a map holds is known only when every probe was seen.
 */
export function lowerScript(text: string, script: Script, c: CPart): Lowered {
  const imports = importProblems(script);
  const problems: ParseProblem[] = [...imports, ...c.problems];
  const runs: { readonly node: ProbeNode; readonly make: (index: number) => Run }[] = [];
  const planned = script.probes.map((node) => plan(node));
  const macros = new Map<string, RoutineNode[]>();
  for (const macro of script.macros)
    macros.set(macro.name, [...(macros.get(macro.name) ?? []), macro].slice(-maxVariants));
  const ifMissing = missingProbes(script.config);
  const listed = ifMissing === 'error' ? undefined : listOf;
  const first = pass(createMapTable());
  const { program, made } = pass(first.program.stored);
  const everywhere = unknownsOfScript(imports, c);
  const probes = planned.flatMap(({ node, points }) => {
    const shared = new Map<number, Pick<Probe, 'uses' | 'unknowns'>>();
    return points.map(({ point, run: index }): Probe => {
      let body = shared.get(index);
      const run = made[index];
      if (!body && run) shared.set(index, (body = bodyOf(run, node, c, everywhere)));
      const { uses = [], unknowns = [] } = body ?? {};
      return {
        attach: point.attach,
        uses: point.dynamic ? [] : uses,
        guards: [],
        ...(ifMissing && ifMissing !== 'error' ? { ifMissing } : {}),
        ...listed?.(node),
        ...(point.group === undefined ? {} : { group: point.group }),
        unknowns:
          point.unknown === undefined ? unknowns : [{ reason: point.unknown, span: point.attach.span }, ...unknowns],
        span: plain(node.span),
      };
    });
  });
  return { probes, problems: [...problems, ...program.problems.values()] };

  function plan(node: ProbeNode): Planned {
    const own = new Map<string, number>();
    const points = node.attachPoints.flatMap((raw) => {
      const reading = lowerAttachPoint(raw);
      // What a probe that could not be read begins with is often no attach point at all.
      if (reading.problem !== undefined && node.holes.length === 0) {
        problems.push({ kind: 'syntax', message: reading.problem, span: plain(raw.span) });
      }
      return reading.points.map((point) => {
        const iterator = point.attach.kind === 'iter' ? point.attach.name : '';
        const key = `${point.provider} ${iterator}`;
        let run = own.get(key);
        if (run === undefined) {
          run = runs.push({ node, make: (index) => createRun(index, point.provider, iterator) }) - 1;
          own.set(key, run);
        }
        return { point, run };
      });
    });
    return { node, points };
  }

  function pass(known: MapTable): { readonly program: Program; readonly made: readonly Run[] } {
    const made = runs.map(({ make }, index) => make(index));
    const program: Program = {
      text,
      c,
      macros,
      functions: new Map(script.functions.map((routine) => [routine.name, routine])),
      defined: new Map(),
      runs: made,
      known,
      stored: createMapTable(),
      problems: new Map(),
      budget: 100_000 + 20 * text.length,
      depth: 0,
    };
    for (const [index, run] of made.entries()) {
      const node = runs[index]?.node;
      if (node) lowerProbe(program, run, node);
    }
    return { program, made };
  }
}

function lowerProbe(program: Program, run: Run, node: ProbeNode): void {
  const rules = { expression: lowerExpression, block: lowerBlock };
  const walk: Walk = { program, run, scope: createScope(), journal: createJournal(), inside: new Set(), rules };
  if (node.predicate) lowerExpression(walk, node.predicate);
  lowerBlock(walk, node.body);
}

/** What is the same for all attach points of one kind. */
function bodyOf(run: Run, node: ProbeNode, c: CPart, everywhere: Probe['unknowns']): Pick<Probe, 'uses' | 'unknowns'> {
  const holes = node.holes.map((span) => ({ reason: 'a part of the probe could not be read', span }));
  // Enums have no place in `TraceFile.declared`.
  const uses = usesOf(run).filter(
    (use) => use.kind !== 'type' || use.type.kind !== 'enum' || !c.enumNames.has(use.type.name),
  );
  return { uses, unknowns: [...everywhere, ...holes, ...run.unknowns] };
}

/** What the script brings from elsewhere may change the meaning of every word and type in it. */
function unknownsOfScript(imports: readonly ParseProblem[], c: CPart): Probe['unknowns'] {
  return [...imports, ...c.problems].map(({ message, span }) => ({ reason: message, span }));
}

function importProblems(script: Script): readonly ParseProblem[] {
  return script.imports
    .filter(({ path }) => !path.startsWith('stdlib/'))
    .map(({ path, span }) => ({ kind: 'unsupported', message: `the import "${path}" is not read`, span: plain(span) }));
}

/**
 * Attach points of one probe: up to 0.23 bpftrace warns of those it cannot attach and goes on with the others
 * (src/attached_probe.cpp); from 0.24 on it refuses them, unless `missing_probes` says otherwise.
 */
function listOf({ attachPoints, span }: ProbeNode): Pick<Probe, 'list'> {
  return attachPoints.length > 1 ? { list: `${span.line}:${span.column}` } : {};
}

/** `missing_probes`, also spelled as the environment variable. */
function missingProbes(config: readonly ConfigNode[]): 'warn' | 'ignore' | 'error' | undefined {
  const found = config.findLast(({ key }) => key.toLowerCase().replace(/^bpftrace_/, '') === 'missing_probes');
  const value = found?.value.toLowerCase();
  return value === 'warn' || value === 'ignore' || value === 'error' ? value : undefined;
}
