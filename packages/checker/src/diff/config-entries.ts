import type { NameDifference, SurfaceEntry } from '@tracefit/model';
import { said, surfaceEntry } from './surface-entry';

/** Options of the build configuration that are set otherwise. */
export function configEntries(differences: Iterable<NameDifference<string>>): readonly SurfaceEntry[] {
  return Array.from(differences, ({ name, before: [old], after: [now] }) => {
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    return surfaceEntry({ part: 'config', name, change, breaking: false }, () => [
      said(`${old ?? 'not set'}, now ${now ?? 'not set'}`),
    ]);
  });
}
