import type { Kernel } from '@tracefit/model';
import { isInImage } from '../callers/is-in-image';
import type { SuccessorEvidence } from './evidence';

/** Of a function that everybody calls so many callers, or callees, say enough. */
const mostAsked = 100;

/** How much callers and callees say at most. */
const ofCallers = 0.35;
const ofCallees = 0.2;

/** All that calls can say for a succession. */
export const mostOfCalls: SuccessorEvidence = { weight: ofCallers + ofCallees, value: 1 };

/** From so many on, callers or callees that are not shared say all they can. */
const enough = 3;

/**
 * What the code around two functions says. Whether those that called the old one, as far as they are still there, call the new one, and
 * whether those that call the new one, as far as they were there before, called the old one; and the same of what the two call. Nothing
 * where that is not known, as of functions of modules.
 */
export function callEvidence(
  old: string,
  last: Kernel,
  successor: string,
  first: Kernel,
): readonly SuccessorEvidence[] {
  if (!isInImage(last, old)) return [];
  // What the image had and a module has now is seldom the same.
  if (!isInImage(first, successor)) return [{ weight: ofCallers, value: 0 }];
  const callersBefore = last.callers(old)?.callers.map((caller) => caller.name);
  const callersNow = first.callers(successor)?.callers.map((caller) => caller.name);
  return [
    ...agreement(callersBefore, last, callersNow, first, ofCallers),
    ...agreement(last.callees(old), last, first.callees(successor), first, ofCallees),
  ];
}

function agreement(
  before: readonly string[] | undefined,
  last: Kernel,
  now: readonly string[] | undefined,
  first: Kernel,
  weight: number,
): readonly SuccessorEvidence[] {
  if (!before || !now) return [];
  const stayed = before.slice(0, mostAsked).filter((name) => isInImage(first, name));
  const known = now.slice(0, mostAsked).filter((name) => isInImage(last, name));
  const asked = new Set([...stayed, ...known]);
  if (asked.size === 0) return [];
  const [inBefore, inNow] = [new Set(before), new Set(now)];
  const shares = [
    ...(stayed.length > 0 ? [stayed.filter((name) => inNow.has(name)).length / stayed.length] : []),
    ...(known.length > 0 ? [known.filter((name) => inBefore.has(name)).length / known.length] : []),
  ];
  const value = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  // That one that called the one calls the other is much; that one does not, little.
  const telling = value >= 0.5 ? 1 : Math.min(1, asked.size / enough);
  return [{ weight: weight * telling, value }];
}
