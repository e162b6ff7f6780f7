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

/** Options that are tried two at a time, and the ways followed with each pair. */
const maxPaired = 5;
const maxPairRuns = 8;

/** C that reads something, and does not only compare what was read. */
const reads = /->|#|\bstruct\b|\bPT_REGS|\bargs\b|\bctx\b|\bPROBE\b|\bbpf_probe/;

/** What a script comes to: its probes, and all runs that found them. */
export interface Reading {
  readonly probes: readonly Probe[];
  readonly results: readonly RunResult[];
}

/**
 * Adds what a script does where one of its command line options is given, one at a time: what is attached or read only
 * then is guarded by that option. Options that only filter or print are told apart by a run through the Python alone. Where
 * `isWhole` says that there is more, those that brought something are tried two at a time.
 */
export function readSwitches(script: Script, plain: Reading, isWhole: (reading: Reading) => boolean): Reading {
  const known = knownOf(plain.results.map(({ machine }) => machine));
  const options = new Map(
    plain.results.flatMap(({ machine }) => machine.options).map((option) => [option.dest, option]),
  );
  const probes = new Map(plain.probes.map((probe) => [keyOf(probe), probe]));
  const results = [...plain.results];
  const give = (given: readonly Option[], runs: number) => {
    const { paths, probes: found } = readWays(
      script,
      runs,
      given.map(({ dest }) => dest),
    );
    const more = resultsOf(paths);
    results.push(...more);
    for (const probe of found) addProbe(probes, probe, given, script);
    const { calls, pieces } = knownOf(more.map(({ machine }) => machine));
    for (const call of calls) known.calls.add(call);
    for (const piece of pieces) known.pieces.add(piece);
  };
  const matters = options.size > 0 ? findMattering(script, known) : () => false;
  const brought: Option[] = [];
  for (const option of [...options.values()].slice(0, maxOptions)) {
    if (!matters(option) || !bringsMore(trials(script, [option.dest]), known)) continue;
    brought.push(option);
    give([option], maxRuns);
  }
  for (const [at, first] of brought.slice(0, maxPaired).entries()) {
    for (const second of brought.slice(at + 1, maxPaired)) {
      if (!isWhole({ probes: [...probes.values()], results })) give([first, second], maxPairRuns);
    }
  }
  return { probes: [...probes.values()], results };
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
function* trials(script: Script, given: readonly string[] = []): Iterable<Machine> {
  for (const answer of [true, false]) {
    const oracle = { decide: () => answer, known: () => undefined };
    yield runScript({ ...script, oracle, given });
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

function addProbe(probes: Map<string, Probe>, probe: Probe, given: readonly Option[], { spans }: Script): void {
  const words = given.map(({ spelled }) => `\`${spelled}\``).join(' and ');
  const text = `${words} ${given.length > 1 ? 'are' : 'is'} given`;
  const guard: Guard = { condition: { kind: 'opaque', text, option: true }, span: spans(0) };
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
