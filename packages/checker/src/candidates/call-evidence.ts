import type { Kernel } from '@tracefit/model';
import { isInImage } from '../callers/is-in-image';
import type { SuccessorEvidence } from './successor-evidence';

/** Of a function that everybody calls so many callers, or callees, say enough. */
const mostAsked = 200;

/** From so many on, callers or callees say all they can. */
const enough = 3;

/**
 * What the code around two functions says: whether those that called the old one, as far as they are still there, call the new one, and
 * whether the new one calls what the old one called. Nothing where it is not known, or where nothing calls the old one.
 */
export function callEvidence(
  old: string,
  last: Kernel,
  successor: string,
  first: Kernel,
): readonly SuccessorEvidence[] {
  if (!isInImage(last, old) || !isInImage(first, successor)) return [];
  return [
    ...overlap(namesOf(last.callers(old)?.callers), namesOf(first.callers(successor)?.callers), first, 0.35),
    ...overlap(last.callees(old) ?? [], first.callees(successor) ?? [], first, 0.25),
  ];
}

function overlap(
  before: readonly string[],
  after: readonly string[],
  first: Kernel,
  weight: number,
): readonly SuccessorEvidence[] {
  const there = before.slice(0, mostAsked).filter((name) => isInImage(first, name));
  if (there.length === 0) return [];
  const now = new Set(after);
  const shared = there.filter((name) => now.has(name)).length;
  const value = (shared / there.length + shared / Math.max(1, Math.min(after.length, mostAsked), shared)) / 2;
  return [{ weight: weight * Math.min(1, there.length / enough), value }];
}

function namesOf(callers: readonly { readonly name: string }[] | undefined): readonly string[] {
  return (callers ?? []).map((caller) => caller.name);
}
