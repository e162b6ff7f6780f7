import type { Kernel, LockedThing, TraceFile } from '@tracefit/model';
import { dependenciesOf } from './dependencies-of';

/** What a definition relies on whose meaning can change while it stays there: with its declaration, each thing once. */
export function lockedThings(file: TraceFile, kernel: Kernel): readonly LockedThing[] {
  const things = new Map<string, LockedThing>();
  for (const { kind, name, declaration } of dependenciesOf(file, kernel)) {
    // Of a function, its arguments are locked one by one: what is appended or renamed is no matter.
    if (declaration === undefined || kind === 'function' || kind === 'syscall') continue;
    things.set(`${kind} ${name}`, { kind, name, declaration });
  }
  return [...things.values()];
}

/** A definition locked with a kernel, as if its lock had been read. */
export function withLock(file: TraceFile, kernel: Kernel): TraceFile {
  return { ...file, locked: lockedThings(file, kernel) };
}
