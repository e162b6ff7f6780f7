import type { SurfaceEntry } from '@tracefit/model';
import type { Compared } from './compared';
import { said, surfaceEntry } from './surface-entry';

/** Options of the build configuration that are set otherwise; none of it breaks a trace by itself. */
export function configEntries({ differences }: Compared): readonly SurfaceEntry[] {
  return Array.from(differences.config, ({ name, change, before: old, after: now }) =>
    surfaceEntry({ part: 'config', name, change, breaking: false }, () => [
      said(`${old ?? 'not set'}, now ${now ?? 'not set'}`),
    ]),
  );
}
