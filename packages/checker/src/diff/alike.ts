import type { CType, Kernel } from '@tracefit/model';
import { sameType } from '../types/same';

/** Whether a value of one type on one kernel means the same to its reader as one of another type on another. */
export type Alike = (was: CType, is: CType) => boolean;

/** Looks through typedefs and `const`, each on its kernel: `u64` is an `unsigned long` where that has 64 bits. */
export function alikeOn(before: Kernel, after: Kernel): Alike {
  const old = { kernel: before, declared: [] };
  const now = { kernel: after, declared: [] };
  return (was, is) => sameType(old, was, now, is);
}
