import type { FuncProto, NameDifference, SurfaceEntry } from '@tracefit/model';
import type { Absence } from './absence';
import type { Alike } from './alike';
import type { Compared } from './compared';
import { declaration } from './function-entries';
import { namedEntries } from './named-entries';
import { parameterChanges } from './parameter-changes';
import { said, type Change } from './surface-entry';

/** BTF has a function of this name for every hook of the Linux security modules; kernel/bpf/bpf_lsm.c. */
export const lsmPrefix = 'bpf_lsm_';

/** The hooks of the Linux security modules, by the stubs that BTF declarations. */
export function lsmHookEntries(compared: Compared, absence: Absence): readonly SurfaceEntry[] {
  return namedEntries(
    {
      part: 'lsm_hooks',
      differences: hookDifferences(compared),
      changes: (old, now) => hookChanges(old, now, compared.alike),
      declaration: (name, side) => said(declaration(compared[side], lsmPrefix + name, name), side === 'before'),
    },
    compared,
    absence,
  );
}

function* hookDifferences({ before, after }: Compared): Iterable<NameDifference<FuncProto>> {
  const names = new Set([before, after].flatMap((kernel) => kernel.functionNames(lsmPrefix)));
  for (const name of [...names].sort()) {
    const [old, now] = [before, after].map((kernel) => kernel.func(name)?.protos?.[0]);
    if (old === now) continue;
    const change = !old ? 'added' : !now ? 'removed' : 'changed';
    yield { name: name.slice(lsmPrefix.length), change, before: old, after: now };
  }
}

function hookChanges(old: FuncProto, now: FuncProto, alike: Alike): readonly Change[] {
  const details = parameterChanges(old, now, alike);
  const [from, to] = [old.params.length, now.params.length];
  if (from === to) return details;
  // The result of a hook is read behind its last argument: one more or less moves it.
  const words = () => `the result moved from arg${from} to arg${to}`;
  return [...details, { kind: 'moved', about: `arg${from}`, words, breaking: true }];
}
