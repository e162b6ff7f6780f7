import type { Candidate } from '@tracefit/model';

/** Names, best first, as candidates; nothing but their order is known. */
export function scored(names: readonly string[]): readonly Candidate[] {
  return names.map((name, at) => ({ name, score: Math.max(0.1, Number((0.8 - 0.2 * at).toFixed(2))) }));
}
