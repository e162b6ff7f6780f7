import type { HookedFunction, HookedFunctions, Kernel, TraceFile } from '@tracefit/model';
import { functionSuccessors } from '../candidates/function-candidates';
import { hookOf } from '../hooks/hook';
import { referenceOf, type Reference } from '../hooks/reference';
import { splitEvent } from '../hooks/tracepoint-presence';
import { counterparts } from '../notes/notes';
import { functionChanges } from './function-changes';
import { rowOfSeries, type SeriesKernel } from './row-of-series';

/** So many candidates are told of a function that is gone. */
const mostCandidates = 2;

/**
 * The functions that some definitions hook by name, and what became of them over some kernels. First come those where a tracepoint would
 * help most: no tracepoint is known, many definitions hook them, and they changed often.
 */
export function hookedFunctions(
  traces: readonly TraceFile[],
  kernels: readonly Kernel[],
  toolVersion: string,
): HookedFunctions {
  const row = rowOfSeries(kernels);
  const reference = referenceOf(
    row.map(({ kernel }) => kernel),
    undefined,
  );
  const hooks = hooksOf(traces);
  const functions = [...hooks].map(([name, scripts]) => hooked(name, [...scripts].sort(), row, reference));
  return {
    tool: { name: 'tracefit', version: toolVersion },
    kernels: row.map(({ kernel }) => kernel.identity.id),
    scripts: new Set([...hooks.values()].flatMap((scripts) => [...scripts])).size,
    functions: functions.sort((a, b) => need(b) - need(a) || (a.name < b.name ? -1 : 1)),
  };
}

/** By function, the paths of the definitions that attach to it by its name. */
function hooksOf(traces: readonly TraceFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const hooks = new Map<string, Set<string>>();
  for (const { path, probes } of traces) {
    for (const { attach } of probes) {
      const isNamed = attach.wildcard !== true && attach.byLoader !== true && attach.address === undefined;
      if (!isNamed || hookOf(attach.kind) !== 'function') continue;
      const scripts = hooks.get(attach.name);
      if (scripts) scripts.add(path);
      else hooks.set(attach.name, new Set([path]));
    }
  }
  return hooks;
}

function hooked(
  name: string,
  scripts: readonly string[],
  row: readonly SeriesKernel[],
  reference: Reference,
): HookedFunction {
  const changes = functionChanges(name, row, reference);
  const tracepoint = tracepointOf(name, row);
  return {
    name,
    scripts,
    changes,
    ...(tracepoint && { tracepoint }),
    candidates: candidatesOf(name, changes, row, reference),
  };
}

function tracepointOf(name: string, row: readonly SeriesKernel[]): HookedFunction['tracepoint'] {
  const counterpart = counterparts.find(({ func }) => func === name);
  const newest = row.at(-1)?.kernel;
  if (!counterpart || newest?.tracepoint(...splitEvent(counterpart.event)) === undefined) return undefined;
  const { event, but } = counterpart;
  return { event, ...(but !== undefined && { but }) };
}

function candidatesOf(
  name: string,
  changes: HookedFunction['changes'],
  row: readonly SeriesKernel[],
  reference: Reference,
): HookedFunction['candidates'] {
  const last = changes.at(-1);
  if (last?.turn !== 'missing' && last?.turn !== 'inlined') return [];
  const at = row.findIndex(({ series }) => series === last.since);
  const before = row[at - 1]?.kernel;
  const after = row[at]?.kernel;
  // A successor is looked for where the function itself went, not one that had its name in between.
  if (!before || !after || before.func(name) === undefined) return [];
  return functionSuccessors(name, { before, after, reference }).slice(0, mostCandidates);
}

/** How much a tracepoint would help: what changed counts for each definition, and less where an event is known. */
function need({ scripts, changes, tracepoint }: HookedFunction): number {
  const turns = changes.filter(({ turn }) => turn !== 'back').length;
  return scripts.length * turns * (tracepoint ? 0.01 : 1) + scripts.length / 1e6;
}
