import type { FunctionCallers } from '@tracefit/model';

/** How two readings of one image agree. */
export interface Compared {
  readonly kernel: string;
  readonly functions: number;
  /** Call sites that both found, by callee and caller. */
  readonly both: number;
  readonly onlyOurs: number;
  readonly onlyTheirs: number;
  /** Functions whose callers, and the number of their call sites, are all the same. */
  readonly same: number;
  readonly called: number;
}

export function compareCallers(
  kernel: string,
  functions: number,
  ours: readonly FunctionCallers[],
  theirs: readonly FunctionCallers[],
): Compared {
  const other = new Map(theirs.map((each) => [each.name, sitesOf(each)]));
  const own = new Map(ours.map((each) => [each.name, sitesOf(each)]));
  const total = { both: 0, onlyOurs: 0, onlyTheirs: 0, same: 0, called: 0 };
  for (const name of new Set([...own.keys(), ...other.keys()])) {
    const a = own.get(name) ?? new Map<string, number>();
    const b = other.get(name) ?? new Map<string, number>();
    if (a.size === 0 && b.size === 0) continue;
    let differs = false;
    for (const caller of new Set([...a.keys(), ...b.keys()])) {
      const [x, y] = [a.get(caller) ?? 0, b.get(caller) ?? 0];
      total.both += Math.min(x, y);
      total.onlyOurs += Math.max(0, x - y);
      total.onlyTheirs += Math.max(0, y - x);
      if (x !== y) differs = true;
    }
    total.called++;
    if (!differs) total.same++;
  }
  return { kernel, functions, ...total };
}

function sitesOf({ callers }: FunctionCallers): ReadonlyMap<string, number> {
  return new Map(callers.map(({ name, sites }) => [name, sites]));
}
