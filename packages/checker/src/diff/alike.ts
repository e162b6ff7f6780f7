import { printType, type CType, type Kernel } from '@tracefit/model';
import { sameType } from '../types/same';

/** Whether a value of one type on one kernel means the same to its reader as one of another type on another. */
export type Alike = (was: CType, is: CType) => boolean;

/** Looks through typedefs and `const`, each on its kernel: `u64` is an `unsigned long` where that has 64 bits. */
export function alikeOn(before: Kernel, after: Kernel): Alike {
  const old = { kernel: before, declared: [] };
  const now = { kernel: after, declared: [] };
  // Thousands of arguments and members changed from one of a few types to another, and to look types up is the dearest part.
  const known = new Map<string, boolean>();
  return (was, is) => {
    const key = `${printType(was)}\n${printType(is)}`;
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = sameType(old, was, now, is)));
    return answer;
  };
}
