import type { Guard, Probe, Use } from '@tracefit/model';
import { resultsOf } from '../../explore';
import { readWays } from './read-ways';
import type { RunResult, Script } from './read-run';
import { runScript } from './run/run-script';
import type { Machine } from './run/machine';
import type { Option } from './run/value';

/** Command line options that are tried, and the ways followed with each. */
const maxOptions = 48;
const maxRuns = 32;

/** C that reads something, and does not only compare what was read. */
const reads = /->|#|\bstruct\b|\bPT_REGS|\bargs\b|\bctx\b|\bPROBE\b|\bbpf_probe/;

/**
 * Adds what a script does where one of its command line options is given, one at a time: what is attached or read only
 * then is guarded by that option. Options that only filter or print are told apart by a run through the Python alone.
 */
export function readSwitches(
  script: Script,
  plain: readonly Probe[],
  results: readonly RunResult[],
): { readonly probes: readonly Probe[]; readonly results: readonly RunResult[] } {
  const known = knownOf(results.map(({ machine }) => machine));
  const options = new Map(results.flatMap(({ machine }) => machine.options).map((option) => [option.dest, option]));
  const probes = new Map(plain.map((probe) => [keyOf(probe), probe]));
  const all = [...results];
  const matters = options.size > 0 ? findMattering(script, known) : () => false;
  for (const option of [...options.values()].slice(0, maxOptions)) {
    if (!matters(option) || !bringsMore(trials(script, option.dest), known)) continue;
    const { paths, probes: found } = readWays(script, maxRuns, option.dest);
    const given = resultsOf(paths);
    all.push(...given);
    for (const probe of found) addProbe(probes, probe, option, script);
    const more = knownOf(given.map(({ machine }) => machine));
    for (const call of more.calls) known.calls.add(call);
    for (const piece of more.pieces) known.pieces.add(piece);
  }
  return { probes: [...probes.values()], results: all };
}

/** Calls and pieces of C text that were come by, by where they begin. */
interface Known {
  readonly calls: Set<number>;
  readonly pieces: Set<number>;
}

function knownOf(machines: readonly Machine[]): Known {
  const pieces = machines.flatMap(({ programs }) => programs.flatMap(({ text }) => text?.pieces ?? []));
  return {
    calls: new Set(machines.flatMap(({ visited }) => [...visited])),
    pieces: new Set(pieces.map(({ start }) => start)),
  };
}

/** Tells the options that a script looks at where none is given: with another, the same would happen again. */
function findMattering(script: Script, known: Known): (option: Option) => boolean {
  const machines = [...trials(script)];
  if (bringsMore(machines, known)) return () => true;
  const read = new Set(machines.flatMap(({ optionsRead }) => [...optionsRead]));
  return ({ dest }) => read.has(dest);
}

/** Runs through the Python alone, where every test holds and where none does. */
function* trials(script: Script, given?: string): Iterable<Machine> {
  for (const answer of [true, false]) {
    const oracle = { decide: () => answer, known: () => undefined };
    yield runScript({ ...script, oracle, ...(given === undefined ? {} : { given }) });
  }
}

function bringsMore(machines: Iterable<Machine>, known: Known): boolean {
  for (const machine of machines) {
    if ([...machine.visited].some((call) => !known.calls.has(call))) return true;
    const isMore = machine.programs.some(({ text }) =>
      text?.pieces.some(
        ({ at, length, start }) => !known.pieces.has(start) && reads.test(text.text.slice(at, at + length)),
      ),
    );
    if (isMore) return true;
  }
  return false;
}

function addProbe(probes: Map<string, Probe>, probe: Probe, option: Option, { spans }: Script): void {
  const guard: Guard = { condition: { kind: 'opaque', text: `${option.spelled} is given` }, span: spans(0) };
  const key = keyOf(probe);
  const before = probes.get(key);
  if (!before) {
    probes.set(key, { ...probe, guards: [guard, ...probe.guards] });
    return;
  }
  const had = new Set(before.uses.map(useKey));
  const more = probe.uses
    .filter((use) => !had.has(useKey(use)))
    .map((use) => ({ ...use, guards: [guard, ...(use.guards ?? [])] }));
  const told = new Set(before.unknowns.map(({ reason }) => reason));
  const unknowns = probe.unknowns.filter(({ reason }) => !told.has(reason));
  if (more.length === 0 && unknowns.length === 0) return;
  const uses = [...before.uses, ...more].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  probes.set(key, { ...before, uses, unknowns: [...before.unknowns, ...unknowns] });
}

function keyOf({ attach, span, ifMissing, group }: Probe): string {
  return JSON.stringify([attach, span, ifMissing, group]);
}

/** What a use is, whatever it is guarded by. */
function useKey(use: Use): string {
  return JSON.stringify({ ...use, guards: [] });
}
