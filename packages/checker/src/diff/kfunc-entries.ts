import type { SurfaceEntry } from '@tracefit/model';
import type { Absence } from './absence';
import type { Compared } from './compared';
import { declaration } from './function-entries';
import { modulesOf } from './modules-of';
import { namedEntries } from './named-entries';
import { said } from './surface-entry';

/** Functions that BPF programs may call and might not before, or the other way round. */
export function kfuncEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  return namedEntries(
    {
      part: 'kfuncs',
      differences: compared.differences.kfuncs,
      // One that only went into a module, or out of it, is there all the same: nothing is said to have changed.
      modules: modulesOf,
      declaration: (name, side) => said(declaration(compared[side], name), side === 'before'),
    },
    compared,
    absence,
  );
}
