import type { NameDifference, SurfaceEntry } from '@tracefit/model';

/** Options of the build configuration that are set otherwise. */
export function configEntries(differences: readonly NameDifference<string>[]): readonly SurfaceEntry[] {
  return differences.map(({ name, before: [old], after: [now] }) => ({
    part: 'config',
    name,
    change: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
    breaking: false,
    details: [`${old ?? 'not set'}, now ${now ?? 'not set'}`],
  }));
}
