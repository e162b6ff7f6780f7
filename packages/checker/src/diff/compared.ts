import type { Kernel, KernelDifferences, ModuleType } from '@tracefit/model';
import { alikeOn, type Alike } from './alike';

/** Two kernels that are compared, with what is looked up of them again and again. */
export interface Compared {
  readonly before: Kernel;
  readonly after: Kernel;
  readonly differences: KernelDifferences;
  readonly alike: Alike;
  /** The modules that bring a type, which the image does not have, on one of the two. */
  readonly typeModules: (side: Side, kind: ModuleType['kind'], name: string) => readonly string[];
}

export type Side = 'before' | 'after';

export function compare(before: Kernel, after: Kernel, differences: KernelDifferences): Compared {
  const known: { [side in Side]?: ReadonlyMap<string, readonly string[]> } = {};
  return {
    before,
    after,
    differences,
    alike: alikeOn(before, after),
    typeModules(side, kind, name) {
      // All at once: there are ten thousand to be looked up.
      const found = (known[side] ??= modulesByType(differences.moduleTypes[side]));
      return found.get(`${kind} ${name}`) ?? [];
    },
  };
}

function modulesByType(types: Iterable<ModuleType>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { kind, name, modules } of types) found.set(`${kind} ${name}`, modules);
  return found;
}
