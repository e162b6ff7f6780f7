import type { FuncProto, FunctionCallers, Kernel } from '@tracefit/model';
import type { FunctionNames } from '../names/function-names';
import { neighbours } from './neighbours';
import { leastScore, mostForSuccession, weighSuccession } from './successor-evidence';

/** The functions that one kernel has and another has not, and the other way round. */
export interface Exchange {
  /** The names most like one, best first, of the functions that the first has and the second has not. */
  readonly vanished: (name: string) => readonly string[];
  /** The same of those that the second has and the first has not, and those that came where the one was in the code. */
  readonly appeared: (name: string) => readonly string[];
  /** How much speaks for the one having taken over from the other, from 0 to 1; 0 where it cannot be enough. */
  readonly score: (old: string, successor: string) => number;
}

/** What is known of a succession to a function of one prototype. */
interface Known {
  readonly proto: FuncProto | undefined;
  /** How much can speak for it at most. */
  readonly most: number;
  /** How much does, by who calls the successor. */
  readonly byCallers: Map<FunctionCallers | undefined, number>;
}

/** Makes the exchanges between one kernel and others, which share what is known of the one. */
export type Exchanges = (first: Kernel) => Exchange;

export function exchangesFrom(last: Kernel, names: FunctionNames): Exchanges {
  const there = names.on(last);
  const alike = names.alike();
  const scores = new Map<string, Known[]>();
  return (first) => {
    const here = names.on(first);
    const listed = (name: string, before: boolean): readonly string[] =>
      alike.like(name, (place) => there(place) === before && here(place) !== before);
    return {
      vanished: (name) => listed(name, true),
      appeared: (name) => [...new Set([...listed(name, false), ...neighbours(name, last, first)])],
      score: (old, successor) => {
        // Kernels that share a store share the prototypes and callers in which they do not differ.
        const [proto] = first.func(successor)?.protos ?? [];
        const key = `${old} ${successor}`;
        const all = scores.get(key) ?? [];
        scores.set(key, all);
        const functions = { old, last, successor, first, weight: alike.weight };
        let known = all.find((each) => each.proto === proto);
        if (!known) all.push((known = { proto, most: mostForSuccession(functions), byCallers: new Map() }));
        if (known.most < leastScore) return 0;
        const called = first.callers(successor);
        const callers = called && called.callers.length > 0 ? called : undefined;
        const score = known.byCallers.get(callers) ?? weighSuccession(functions);
        known.byCallers.set(callers, score);
        return score;
      },
    };
  };
}
