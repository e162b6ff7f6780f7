import type { Condition } from '@tracefit/model';
import { atomKey, type Atom } from './atom';
import { followFlow, type Budget, type Flow } from './flow';
import type { Insn } from './insn';
import type { Meaning, State } from './machine';

/** What of a function runs on which kernels. */
export interface Reach {
  /** All that any kernel runs. */
  readonly flow: Flow;
  /** What must hold on a kernel for the instruction of that index to be reached; `undefined`: nothing. */
  readonly condition: (index: number) => Condition | undefined;
  /**
   * What `of` makes of the registers where an instruction begins, each different answer once with what must hold for it: the tests
   * of the kernel also choose between numbers.
   */
  readonly variants: (index: number, of: (state: State) => number | undefined) => readonly Variant[];
}

export interface Variant {
  readonly value: number;
  /** `undefined`: nothing. */
  readonly condition: Condition | undefined;
}

/** How many tests of one function are tried in all combinations. */
const maxAtoms = 8;

/**
 * Follows a function under every combination of what it tests of the kernel. Where it tests more than can be combined, each is
 * tried alone.
 *
 * @param say a test as a condition
 * @returns `undefined` where the budget does not reach
 */
export function followReach(
  insns: readonly Insn[],
  entry: State,
  meaning: Meaning,
  say: (atom: Atom) => Condition,
  budget: Budget,
): Reach | undefined {
  const atoms = new Map<string, Atom>();
  const flow = followFlow(
    insns,
    entry,
    meaning,
    (atom) => {
      atoms.set(atomKey(atom), atom);
      return undefined;
    },
    budget,
  );
  if (!flow) return undefined;
  const keys = [...atoms.keys()];
  const conditions = keys.map((key) => {
    const atom = atoms.get(key);
    return atom ? say(atom) : ({ kind: 'opaque', text: key } as const);
  });
  if (keys.length === 0) return { flow, condition: () => undefined, variants: openVariants(flow, () => undefined) };
  return keys.length <= maxAtoms
    ? inAllCombinations(flow, keys, conditions, (assume) => followFlow(insns, entry, meaning, assume, budget))
    : oneByOne(flow, keys, conditions, (assume) => followFlow(insns, entry, meaning, assume, budget));
}

/** As far as one flow that follows all ways tells. */
function openVariants(flow: Flow, condition: Reach['condition']): Reach['variants'] {
  return (index, of) => {
    const state = flow.states[index];
    const value = state && of(state);
    return value === undefined ? [] : [{ value, condition: condition(index) }];
  };
}

type Run = (assume: (atom: Atom) => boolean | undefined) => Flow | undefined;

function inAllCombinations(
  flow: Flow,
  keys: readonly string[],
  conditions: readonly Condition[],
  run: Run,
): Reach | undefined {
  const runs: Flow[] = [];
  for (let bits = 0; bits < 1 << keys.length; bits++) {
    const held = new Set(keys.filter((_, at) => ((bits >> at) & 1) === 1));
    const one = run((atom) => held.has(atomKey(atom)));
    if (!one) return undefined;
    runs.push(one);
  }
  const made = new Map<string, Condition | undefined>();
  const say = (reached: readonly boolean[]): Condition | undefined => {
    const table = reached.map(Number).join('');
    if (!made.has(table)) made.set(table, explain(reached, conditions));
    return made.get(table);
  };
  return {
    flow,
    condition: (index) => say(runs.map(({ states }) => states[index] !== undefined)),
    variants(index, of) {
      const values = runs.map(({ states }) => {
        const state = states[index];
        return state && of(state);
      });
      const different = [...new Set(values)].filter((value) => value !== undefined);
      return different.map((value) => ({ value, condition: say(values.map((other) => other === value)) }));
    },
  };
}

const never: Condition = { kind: 'any', of: [] };

/** The condition under which a table of all combinations is true: the first test is the lowest bit of the index. */
function explain(table: readonly boolean[], conditions: readonly Condition[]): Condition | undefined {
  if (table.every(Boolean)) return undefined;
  if (!table.some(Boolean)) return never;
  const [condition, ...rest] = conditions;
  if (!condition) return never;
  const without = table.filter((_, index) => (index & 1) === 0);
  const withIt = table.filter((_, index) => (index & 1) === 1);
  if (without.every((value, index) => value === withIt[index])) return explain(without, rest);
  const [no, yes] = [explain(without, rest), explain(withIt, rest)];
  const ifNot = all({ kind: 'not', of: condition }, no);
  const ifSo = all(condition, yes);
  if (no === never) return ifSo;
  if (yes === never) return ifNot;
  // Where one branch always holds, its test need not be said again in the other.
  if (no === undefined) return { kind: 'any', of: [ifNot, ...(yes ? [yes] : [])] };
  if (yes === undefined) return { kind: 'any', of: [ifSo, no] };
  return { kind: 'any', of: [ifSo, ifNot] };
}

function all(first: Condition, rest: Condition | undefined): Condition {
  if (!rest) return first;
  return rest.kind === 'all' ? { kind: 'all', of: [first, ...rest.of] } : { kind: 'all', of: [first, rest] };
}

function oneByOne(flow: Flow, keys: readonly string[], conditions: readonly Condition[], run: Run): Reach | undefined {
  const runs: { readonly flow: Flow; readonly lost: Condition }[] = [];
  for (const [at, key] of keys.entries()) {
    const condition = conditions[at] ?? never;
    for (const truth of [true, false]) {
      const one = run((atom) => (atomKey(atom) === key ? truth : undefined));
      if (!one) return undefined;
      runs.push({ flow: one, lost: truth ? { kind: 'not', of: condition } : condition });
    }
  }
  const condition = (index: number): Condition | undefined => {
    const needs = runs.filter(({ flow: { states } }) => states[index] === undefined).map(({ lost }) => lost);
    const [first, ...others] = needs;
    if (!first) return undefined;
    return others.length === 0 ? first : { kind: 'all', of: needs };
  };
  return { flow, condition, variants: openVariants(flow, condition) };
}
