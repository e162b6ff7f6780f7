import { createHash } from 'node:crypto';
import type { LockedThing } from '@tracefit/model';

/** What trace definitions rely on, as it was on the kernel they were locked with: `schemas/lock.schema.json`. */
export interface Lock {
  readonly version: 1;
  /** The id of the kernel. */
  readonly kernel: string;
  /** By the path of a definition from the place of the lock. */
  readonly files: Readonly<Record<string, readonly LockEntry[]>>;
}

/** One thing that is relied on. The fingerprint is an event version for what never had one. */
export interface LockEntry {
  readonly kind: LockedThing['kind'];
  readonly name: string;
  /** Its declaration, in C. */
  readonly is: string;
  /** Of kind, name and declaration, 12 hex digits. */
  readonly fingerprint: string;
}

export const lockName = 'trace.lock.yaml';

export function lockEntry({ kind, name, declaration }: LockedThing): LockEntry {
  return { kind, name, is: declaration, fingerprint: fingerprintOf(kind, name, declaration) };
}

export function fingerprintOf(kind: string, name: string, declaration: string): string {
  return createHash('sha256').update([kind, name, declaration].join('\0')).digest('hex').slice(0, 12);
}
