import type { Guard, Probe } from '@tracefit/model';
import { explore, type Paths } from '../../explore';
import { mergeRuns, type RunProbe } from '../../merge-runs';
import { isGivenReason } from './lost-text';
import { readRun, type RunResult, type Script } from './read-run';

/** All ways through a script, by what the kernel answers. */
export interface Ways {
  readonly paths: Paths<RunResult>;
  readonly probes: readonly Probe[];
}

/** Follows a script on all its ways, `maxRuns` at the most; `given` are the command line options that are given. */
export function readWays(script: Script, maxRuns: number, given: readonly string[] = []): Ways {
  const { paths, untried } = explore((oracle) => readRun(script, oracle, given), maxRuns);
  const unknowns = untriedUnknowns(untried);
  const probes = mergeRuns(probesOf(paths)).map((probe) => {
    // What the user decides is more than all that could not be followed.
    const isGiven = probe.unknowns.some(({ reason }) => isGivenReason(reason));
    return isGiven ? probe : { ...probe, unknowns: [...probe.unknowns, ...unknowns] };
  });
  return { paths, probes };
}

function probesOf(paths: Paths<RunResult>): Paths<readonly RunProbe[]> {
  if (paths.kind === 'end') return { kind: 'end', result: paths.result.probes };
  return { ...paths, yes: probesOf(paths.yes), no: probesOf(paths.no) };
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
