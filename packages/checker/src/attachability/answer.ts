import type { Attachability } from '@tracefit/rules';
import { known, unknown, type Fact } from '../fact';

export const attaches: Fact<Attachability> = known({ kind: 'attaches' });

/** @param why a clause: `ftrace has no site there` */
export function refused(why: string, instead?: string): Fact<Attachability> {
  return known({ kind: 'refused', why, ...(instead === undefined ? {} : { instead }) });
}

export function notRead(name: string): Fact<never> {
  return unknown(
    `the places where probes are allowed were not read from this kernel, so whether \`${name}\` can be probed cannot be told`,
  );
}
