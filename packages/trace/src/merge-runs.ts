import type { Guard, Probe, Use } from '@tracefit/model';
import { guardsOf, resultsOf, type Paths } from './explore';

/** A probe of one run through a script, before runs are put together. */
export interface RunProbe {
  /** All of the probe that must be the same for two to be one. */
  readonly head: Pick<Probe, 'attach' | 'ifMissing' | 'group' | 'span'>;
  readonly guards: readonly Guard[];
  readonly uses: readonly Use[];
  readonly unknowns: Probe['unknowns'];
}

/** Puts the probes of all runs together: what only some of them have gets the tests that lead there as its guards. */
export function mergeRuns(paths: Paths<readonly RunProbe[]>): readonly Probe[] {
  const keyed = mapPaths(paths, (probes) => new Map(probes.map((probe) => [keyOf(probe), probe])));
  const order = new Map<string, RunProbe>();
  for (const run of resultsOf(keyed)) for (const [key, probe] of run) if (!order.has(key)) order.set(key, probe);
  return [...order].map(([key, { head, guards }]): Probe => {
    const here = prune(keyed, (run) => run.has(key));
    const before = guardsOf(keyed, (run) => run.has(key)) ?? [];
    const runs = here ? resultsOf(here).flatMap((run) => run.get(key) ?? []) : [];
    const unknowns = new Map(runs.flatMap((run) => run.unknowns).map((each) => [JSON.stringify(each), each]));
    return {
      ...head,
      guards: [...before, ...guards],
      uses: here ? mergeUses(here, key) : [],
      unknowns: [...unknowns.values()],
    };
  });
}

function keyOf({ head, guards }: RunProbe): string {
  return JSON.stringify([head, guards.map((guard) => guard.condition)]);
}

function mergeUses(paths: Paths<ReadonlyMap<string, RunProbe>>, key: string): readonly Use[] {
  const keyed = mapPaths(paths, (run) => new Map((run.get(key)?.uses ?? []).map((use) => [JSON.stringify(use), use])));
  const order = new Map<string, Use>();
  for (const run of resultsOf(keyed)) for (const [name, use] of run) order.set(name, use);
  const uses = [...order].map(([name, use]): Use => {
    const guards: readonly Guard[] = guardsOf(keyed, (run) => run.has(name)) ?? [];
    return guards.length === 0 ? use : { ...use, guards: [...guards, ...(use.guards ?? [])] };
  });
  return uses.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function mapPaths<T, U>(paths: Paths<T>, change: (result: T) => U): Paths<U> {
  if (paths.kind === 'end') return { kind: 'end', result: change(paths.result) };
  return { ...paths, yes: mapPaths(paths.yes, change), no: mapPaths(paths.no, change) };
}

/** The tree with only those runs that `has` is true of. */
function prune<T>(paths: Paths<T>, has: (result: T) => boolean): Paths<T> | undefined {
  if (paths.kind === 'end') return has(paths.result) ? paths : undefined;
  const yes = prune(paths.yes, has);
  const no = prune(paths.no, has);
  return yes && no ? { ...paths, yes, no } : (yes ?? no);
}
