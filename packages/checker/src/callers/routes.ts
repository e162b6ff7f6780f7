import type { Kernel } from '@tracefit/model';

/** The ways by calls to a function on one kernel, as far as they were not there on another. */
export interface Routes {
  readonly name: string;
  readonly before: Kernel;
  readonly now: Kernel;
  /** Those that call it. */
  readonly direct: ReadonlySet<string>;
  /** Those that call one of `direct`, where either call is new. */
  readonly indirect: ReadonlySet<string>;
}

/** A function that so many call, and that calls this one, is on the way from everywhere. */
const mostCallers = 200;

export function routesOf(name: string, before: Kernel, now: Kernel): Routes {
  const direct = callersOf(now, name);
  const directBefore = callersOf(before, name);
  const indirect = new Set<string>();
  for (const between of direct) {
    const callers = callersOf(now, between);
    if (callers.size > mostCallers) continue;
    const wasBetween = directBefore.has(between) ? callersOf(before, between) : new Set<string>();
    for (const caller of callers) {
      if (!wasBetween.has(caller)) indirect.add(caller);
      // A helper that was not there before may itself be called by another.
      if (before.func(caller)?.symbols === undefined) for (const far of callersOf(now, caller)) indirect.add(far);
    }
  }
  return { name, before, now, direct, indirect };
}

/** Whether a function that called another before still comes to it, be it through a function that was put between them. */
export function comesThrough({ direct, indirect }: Routes, caller: string): boolean {
  return direct.has(caller) || indirect.has(caller);
}

function callersOf(kernel: Kernel, name: string): ReadonlySet<string> {
  return new Set(kernel.callers(name)?.callers.map((caller) => caller.name));
}
