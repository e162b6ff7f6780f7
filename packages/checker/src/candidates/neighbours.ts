import type { Kernel } from '@tracefit/model';
import { isInImage } from '../callers/is-in-image';

/** Of more callers, or callees, no more are asked; a callee that more call says nothing. */
const mostAsked = 50;

/** At most so many, those that most speak for. */
const mostNeighbours = 10;

/**
 * Functions that came where one was in the code, whatever their names: those that its callers call now and that were not there before, and
 * those that were not there before and call what it called. Best first.
 */
export function neighbours(old: string, last: Kernel, first: Kernel): readonly string[] {
  if (!isInImage(last, old)) return [];
  const votes = new Map<string, number>();
  const vote = (name: string): void => {
    if (last.func(name) === undefined && !name.includes('.')) votes.set(name, (votes.get(name) ?? 0) + 1);
  };
  const callers = (last.callers(old)?.callers ?? []).slice(0, mostAsked);
  for (const caller of callers) for (const callee of first.callees(caller.name) ?? []) vote(callee);
  for (const callee of (last.callees(old) ?? []).slice(0, mostAsked)) {
    const now = first.callers(callee)?.callers ?? [];
    if (now.length <= mostAsked) for (const caller of now) vote(caller.name);
  }
  return [...votes]
    .sort(([a, votesOfA], [b, votesOfB]) => votesOfB - votesOfA || (a < b ? -1 : 1))
    .slice(0, mostNeighbours)
    .map(([name]) => name);
}
