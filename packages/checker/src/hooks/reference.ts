import type { Kernel } from '@tracefit/model';
import { functionWhereabouts } from './function-presence';
import type { Whereabouts } from './whereabouts';

/** All kernels at hand, for what one kernel alone cannot tell. */
export interface Reference {
  /** From old to new. */
  readonly kernels: readonly Kernel[];
  /** Those that are checked, from old to new. */
  readonly targets: readonly Kernel[];
  /** The kernel the script was written for, if that was said. */
  readonly writtenFor?: Kernel;
  readonly whereabouts: (name: string) => Whereabouts;
  /** What was worked out of all kernels for `key` before, or is now; for answers that cost a pass over a kernel's names. */
  readonly remember: Remember;
  /** The same for answers that depend on which kernels are checked, or on the one the script was written for. */
  readonly rememberOfTargets: Remember;
}

type Remember = <T>(key: string, make: () => T) => T;

export function referenceOf(
  kernels: readonly Kernel[],
  writtenFor: Kernel | undefined,
  targets: readonly Kernel[] = kernels,
): Reference {
  const memory = new Map<string, unknown>();
  const remember = <T>(key: string, make: () => T): T => {
    if (!memory.has(key)) memory.set(key, make());
    return memory.get(key) as T;
  };
  return {
    kernels,
    targets,
    ...(writtenFor ? { writtenFor } : {}),
    remember,
    rememberOfTargets: remember,
    whereabouts: (name) => remember(`whereabouts ${name}`, () => functionWhereabouts(name, kernels)),
  };
}
