import type { Kernel, SurfaceEntry } from '@tracefit/model';
import { alikeOn } from './alike';
import { declaration } from './function-entries';
import { parameterChanges } from './parameter-changes';
import { changedEntry, said, surfaceEntry } from './surface-entry';

/** BTF has a function of this name for every hook of the Linux security modules; kernel/bpf/bpf_lsm.c. */
export const lsmPrefix = 'bpf_lsm_';

/** The hooks of the Linux security modules, by the stubs that BTF declarations. */
export function lsmHookEntries(before: Kernel, after: Kernel): readonly SurfaceEntry[] {
  const names = new Set([before, after].flatMap((kernel) => kernel.functionNames(lsmPrefix)));
  return [...names].sort().flatMap((name): readonly SurfaceEntry[] => {
    const [first] = before.func(name)?.protos ?? [];
    const [second] = after.func(name)?.protos ?? [];
    const hook = { part: 'lsm_hooks', name: name.slice(lsmPrefix.length) } as const;
    if (!first || !second) {
      if (!first && !second) return [];
      const [kernel, breaking] = first ? [before, true] : [after, false];
      const change = first ? 'removed' : 'added';
      return [
        surfaceEntry({ ...hook, change, breaking }, () => [said(declaration(kernel, name, hook.name), breaking)]),
      ];
    }
    if (first === second) return [];
    const details = parameterChanges(first, second, alikeOn(before, after));
    if (first.params.length === second.params.length) return changedEntry(hook, details);
    // The result of a hook is read behind its last argument: one more or less moves it.
    const [from, to] = [first.params.length, second.params.length];
    const moved = {
      kind: 'moved',
      about: `arg${from}`,
      text: `the result moved from arg${from} to arg${to}`,
      breaking: true,
    } as const;
    return changedEntry(hook, [...details, moved]);
  });
}
