import type { Place } from '../../../c/syntax';
import { and, choose, not, or, type Truth } from './truth';
import type { Value } from './value';

/** A target that user space gives a program; `name` is absent where it is not written out. */
export interface Target {
  readonly name?: string;
  readonly when: Truth;
  readonly place: Place;
}

/** What user space decides of one program. */
export interface Decision {
  /** Absent where nothing is said of it: what the section says holds. */
  readonly loaded?: Truth;
  readonly targets: readonly Target[];
}

/** What a program of user space decides of the BPF programs, while it is followed. */
export interface Decisions {
  /** Programs are loaded or not, where `path` holds. */
  setLoaded(programs: Value | undefined, to: Truth, path: Truth): void;
  /** Programs are given a target, where `path` holds. */
  setTarget(programs: Value | undefined, target: Value | undefined, path: Truth, place: Place): void;
  /** All decisions, by the names of the programs; where it gives up they are judged as if they were loaded. */
  where(failed: Truth): ReadonlyMap<string, Decision>;
}

/** @param optional programs that are not loaded unless it is said */
export function createDecisions(optional: ReadonlySet<string>): Decisions {
  const decisions = new Map<string, { loaded?: Truth; targets: Target[] }>();
  const decisionOf = (program: string) => {
    const decision = decisions.get(program) ?? { targets: [] };
    decisions.set(program, decision);
    return decision;
  };
  return {
    setLoaded(programs, to, path) {
      for (const { program, when } of programs?.choices ?? []) {
        if (program === undefined) continue;
        const decision = decisionOf(program);
        decision.loaded = choose(and(path, when), to, decision.loaded ?? !optional.has(program));
      }
    },
    setTarget(programs, target, path, place) {
      for (const { program, when } of programs?.choices ?? []) {
        if (program === undefined) continue;
        const decision = decisionOf(program);
        const here = and(path, when);
        const before = decision.targets.map((each) => ({ ...each, when: and(each.when, not(here)) }));
        const texts = target?.choices ?? [{ when: true }];
        const now = texts.map(({ text, when: if_ }) => ({
          ...(text === undefined ? {} : { name: text }),
          when: and(here, if_),
          place,
        }));
        decision.targets = [...before, ...now].filter((each) => each.when !== false);
      }
    },
    where(failed) {
      for (const decision of decisions.values()) {
        if (decision.loaded !== undefined) decision.loaded = or(decision.loaded, failed);
      }
      return decisions;
    },
  };
}
