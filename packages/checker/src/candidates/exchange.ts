import type { FuncProto, FunctionCallers, Kernel } from '@tracefit/model';
import type { FunctionNames } from '../names/function-names';
import { neighbours } from './neighbours';
import { successorEvidence, weigh } from './successor-evidence';

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
  const alike = names.alike();
  const scores = new Map<
    string,
    { readonly proto?: FuncProto; readonly callers?: FunctionCallers; readonly score: number }[]
  >();
  return (first) => {
    const here = names.on(first);
    const listed = (name: string, before: 0 | 1): readonly string[] =>
      alike.like(name, (place) => there[place] === before && here[place] === 1 - before);
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
        const score = weigh(successorEvidence({ old, last, successor, first, weight: alike.weight }));
        known.push({ score, ...(proto ? { proto } : {}), ...(callers ? { callers } : {}) });
        return score;
      },
    };
  };
}
