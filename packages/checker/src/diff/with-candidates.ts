import type { Kernel, SurfaceDiff, SurfaceEntry } from '@tracefit/model';
import { functionSuccessors } from '../candidates/function-candidates';
import { referenceOf } from '../hooks/reference';

/** Looking for what took over from one function takes milliseconds: of so many that went, no more are looked for. */
const mostLookedFor = 100;

/**
 * A diff whose functions that went have the candidates for what took over from them, where there are not too many of them.
 *
 * @param diff what is left of a diff to be shown
 */
export function withCandidates(before: Kernel, after: Kernel, diff: SurfaceDiff): SurfaceDiff {
  const gone = diff.entries.filter(isGone).length;
  if (gone === 0 || gone > mostLookedFor) return diff;
  const reference = referenceOf([before, after], undefined);
  return {
    ...diff,
    entries: diff.entries.map((entry): SurfaceEntry => {
      if (!isGone(entry)) return entry;
      const { part, name, change, breaking, module, details, usedBy } = entry;
      const candidates = functionSuccessors(name, { before, after, reference }).slice(0, 3);
      const more = { ...(module !== undefined && { module }), ...(usedBy && { usedBy }) };
      return { part, name, change, breaking, ...more, details, candidates };
    }),
  };
}

function isGone({ part, change }: SurfaceEntry): boolean {
  return part === 'functions' && (change === 'removed' || change === 'inlined');
}
