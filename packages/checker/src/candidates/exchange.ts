import type { FuncProto, FunctionCallers, Kernel } from '@tracefit/model';
import type { FunctionNames } from '../names/function-names';
import { similarity, takeApart, type NameParts, type WordWeight } from './name-similarity';
import { neighbours } from './neighbours';
import { successorEvidence, weigh } from './successor-evidence';

/** Names less alike than this are not looked at. */
const leastAlike = 0.3;

/** How many names are looked at more closely. */
const shortList = 60;

/** The functions that one kernel has and another has not, and the other way round. */
export interface Exchange {
  /** The names most like one, best first, of the functions that the first has and the second has not. */
  readonly vanished: (name: string) => readonly string[];
  /** The same of those that the second has and the first has not, and those that came where the one was in the code. */
  readonly appeared: (name: string) => readonly string[];
  /** How much speaks for the one having taken over from the other, from 0 to 1. */
  readonly score: (old: string, successor: string) => number;
}

/** Makes the exchanges between one kernel and others, which share what is known of the one. */
export type Exchanges = (first: Kernel) => Exchange;

export function exchangesFrom(last: Kernel, names: FunctionNames): Exchanges {
  const there = names.on(last);
  const weight = rareWords(names, there);
  const parts = new Map<number, NameParts>();
  const partsOf = (at: number): NameParts => {
    const made = parts.get(at) ?? takeApart(names.names[at] ?? '');
    parts.set(at, made);
    return made;
  };
  const ranked = new Map<string, readonly number[]>();
  /** All names like one, best first, that `last` has, or that it has not. */
  const alikeTo = (name: string, have: 0 | 1): readonly number[] => {
    const key = `${have} ${name}`;
    let found = ranked.get(key);
    if (!found) {
      const kin = new Set<number>();
      for (const word of takeApart(name).words) {
        for (const at of names.withWord(word)) if (there[at] === have) kin.add(at);
      }
      const wanted = [...kin].filter((at) => !isGenerated(names.names[at] ?? ''));
      ranked.set(key, (found = rank(takeApart(name), wanted, partsOf, weight)));
    }
    return found;
  };
  const scores = new Map<
    string,
    { readonly proto?: FuncProto; readonly callers?: FunctionCallers; readonly score: number }[]
  >();
  return (first) => {
    const here = names.on(first);
    const listed = (name: string, before: 0 | 1): readonly string[] =>
      alikeTo(name, before)
        .filter((at) => here[at] === 1 - before)
        .slice(0, shortList)
        .map((at) => names.names[at] ?? '');
    return {
      vanished: (name) => listed(name, 1),
      appeared: (name) => [...new Set([...listed(name, 0), ...neighbours(name, last, first)])],
      score: (old, successor) => {
        // Kernels that share a store share the prototypes and callers in which they do not differ.
        const [proto] = first.func(successor)?.protos ?? [];
        const called = first.callers(successor);
        const callers = called && called.callers.length > 0 ? called : undefined;
        const key = `${old} ${successor}`;
        const known = scores.get(key) ?? [];
        scores.set(key, known);
        const same = known.find((each) => each.proto === proto && each.callers === callers);
        if (same) return same.score;
        const score = weigh(successorEvidence({ old, last, successor, first, weight }));
        known.push({ score, ...(proto ? { proto } : {}), ...(callers ? { callers } : {}) });
        return score;
      },
    };
  };
}

function rank(
  parts: NameParts,
  places: readonly number[],
  partsOf: (at: number) => NameParts,
  weight: WordWeight,
): readonly number[] {
  return places
    .map((at) => ({ at, alike: similarity(parts, partsOf(at), weight) }))
    .filter(({ alike }) => alike >= leastAlike)
    .sort((a, b) => b.alike - a.alike)
    .map(({ at }) => at);
}

/** A word says the more the fewer names of a kernel have it: `security` more than `get`. */
function rareWords(names: FunctionNames, there: Uint8Array): WordWeight {
  const total = there.reduce((sum, has) => sum + has, 0);
  const weights = new Map<string, number>();
  return (word) => {
    let weight = weights.get(word);
    if (weight === undefined) {
      const count = names.withWord(word).reduce((sum, at) => sum + (there[at] ?? 0), 0);
      weights.set(word, (weight = Math.log2(2 + total / (count === 0 ? 50 : count)) / 10));
    }
    return weight;
  };
}

/** Whether the compiler or a macro of the kernel made the function: nobody probes it in place of another. */
function isGenerated(name: string): boolean {
  return name.includes('.') || /^__(?:probestub|traceiter|bpf_trace|SCT|pfx|cfi|UNIQUE)_|^rust_helper_/.test(name);
}
