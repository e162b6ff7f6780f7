import type { NameDifference } from '@tracefit/model';
import type { ItemsOf, NamedItem } from './items-of';
import type { Comparison } from './kernel-differences';
import { sameValue } from './same-value';
import { functions } from './topics';

/** Compares two kernels that share no store, name by name. */
export function mergedDifferences(before: ItemsOf, after: ItemsOf): Comparison {
  return {
    *functions() {
      for (const { name, change, before: old, after: now } of merge(before(functions), after(functions))) {
        const sameProtos = sameValue(old?.protos, now?.protos);
        const sameSymbols = sameValue(old?.symbols, now?.symbols);
        if (change === 'changed' && sameProtos && sameSymbols) continue;
        const bothProtos = old?.protos !== undefined && now?.protos !== undefined;
        yield { name, change, before: old, after: now, sameProtos, bothProtos, sameSymbols, mayHaveClones: true };
      }
    },
    *of(topic) {
      for (const each of merge(before(topic), after(topic))) {
        if (each.change !== 'changed' || !sameValue(each.before, each.after)) yield each;
      }
    },
  };
}

/** All names that one of two has, both in order, with what each has of it. */
function* merge<T>(before: Iterable<NamedItem<T>>, after: Iterable<NamedItem<T>>): Iterable<NameDifference<T>> {
  const [nextOld, nextNow] = [taker(before), taker(after)];
  let old = nextOld();
  let now = nextNow();
  while (old || now) {
    if (old && now && old.name === now.name) {
      yield { name: old.name, change: 'changed', before: old.item, after: now.item };
      old = nextOld();
      now = nextNow();
    } else if (old && (!now || old.name < now.name)) {
      yield { name: old.name, change: 'removed', before: old.item, after: undefined };
      old = nextOld();
    } else if (now) {
      yield { name: now.name, change: 'added', before: undefined, after: now.item };
      now = nextNow();
    }
  }
}

/** Takes one after the other; undefined behind the last. */
function taker<T>(items: Iterable<T>): () => T | undefined {
  const iterator = items[Symbol.iterator]();
  return () => {
    const next = iterator.next();
    return next.done === true ? undefined : next.value;
  };
}
