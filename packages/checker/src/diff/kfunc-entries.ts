import type { Kernel, Kfunc, NameDifference, SurfaceEntry } from '@tracefit/model';
import type { Absence } from './absence';
import { declaration } from './function-entries';
import { firstOfBoth, said, surfaceEntry } from './surface-entry';

/** Functions that BPF programs may call and might not before, or the other way round. */
export function kfuncEntries(
  before: Kernel,
  after: Kernel,
  differences: Iterable<NameDifference<Kfunc>>,
  absence: Absence,
): readonly SurfaceEntry[] {
  const entries: SurfaceEntry[] = [];
  for (const difference of differences) {
    const { name } = difference;
    const { old, now } = firstOfBoth(difference);
    // One that only went into a module, or out of it, is there all the same.
    if (old && now) continue;
    const modules = [(old ?? now)?.module].flatMap((module) => module ?? []);
    if (!absence.isKnown(old ? after : before, modules)) continue;
    const declared = () => declaration(old ? before : after, name);
    const change = old ? 'removed' : 'added';
    const breaking = old !== undefined;
    entries.push(surfaceEntry({ part: 'kfuncs', name, change, breaking, modules }, () => [said(declared(), breaking)]));
  }
  return entries;
}
