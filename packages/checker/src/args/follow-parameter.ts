import type { Param } from '@tracefit/model';
import { readAlike } from '../types/read-alike';
import { sameType } from '../types/same';
import { pointsSomewhere } from '../types/telling';
import type { Scope } from '../types/scope';

/** The argument places of a function on a kernel. */
export interface Places {
  readonly scope: Scope;
  readonly slots: readonly Param[];
}

/** What became of the parameter at a place: it is there still, at another place, or nowhere. */
export type Followed = { readonly kind: 'same' | 'gone' } | { readonly kind: 'moved'; readonly to: number };

/**
 * Follows the parameter at place `index` of `home` to another kernel: the same type under its name is it, wherever it is, and so is the
 * same type at its place under a name that is new. A pointer to a struct that is the only one of its type is it as well.
 */
export function followParameter(home: Places, index: number, there: Places): Followed {
  const original = home.slots[index];
  const here = there.slots[index];
  if (!original) return { kind: 'same' };
  const isIt = (other: Param) => sameType(home.scope, original.type, there.scope, other.type);
  const named = there.slots.findIndex((other) => original.name !== '' && other.name === original.name && isIt(other));
  if (named === index) return { kind: 'same' };
  if (named >= 0) return { kind: 'moved', to: named };
  // A number of its name and another size or sign is it too, where it is elsewhere.
  const alike = there.slots.findIndex(
    (other) =>
      original.name !== '' &&
      other.name === original.name &&
      readAlike(home.scope, original.type, there.scope, other.type),
  );
  if (alike >= 0 && alike !== index) return { kind: 'moved', to: alike };
  // What stands there now stood elsewhere before: it has not become this one.
  const cameFrom = here ? home.slots.findIndex((other) => other.name === here.name && here.name !== '') : -1;
  if (here && isIt(here) && (cameFrom < 0 || cameFrom === index)) return { kind: 'same' };
  const to = pointsSomewhere(home.scope, original.type)
    ? only(there.slots, (other) => isIt(other) && pointsSomewhere(there.scope, other.type))
    : -1;
  return to >= 0 && to !== index ? { kind: 'moved', to } : { kind: 'gone' };
}

/** The index of the only one of its kind; -1 where there is none, or more than one. */
export function only(slots: readonly Param[], isIt: (param: Param) => boolean): number {
  const first = slots.findIndex(isIt);
  return first >= 0 && slots.findLastIndex(isIt) === first ? first : -1;
}
