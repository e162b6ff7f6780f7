import type { Kernel } from '@tracefit/model';
import { once } from '../once';
import { WordIndex } from './word-index';

/** The function names of several kernels together, found by the words in them: what each kernel has is told by place. */
export interface FunctionNames {
  /** Sorted by code unit. */
  readonly names: readonly string[];
  /** For every name 1 where the kernel has it. */
  readonly on: (kernel: Kernel) => Uint8Array;
  /** The places of the names that have the word, in order; as often as a name has it. */
  readonly withWord: (word: string) => Uint32Array;
}

export function functionNamesOf(kernels: readonly Kernel[]): FunctionNames {
  const names = sharedNames(kernels) ?? [...new Set(kernels.flatMap((kernel) => kernel.functionNames()))].sort();
  const places = once(() => new Map(names.map((name, at) => [name, at])));
  const index = once(() => new WordIndex(names));
  const held = new Map<Kernel, Uint8Array>();
  const on = (kernel: Kernel): Uint8Array => {
    const table = kernel.functionTable?.();
    if (table?.names === names) return table.has;
    const has = new Uint8Array(names.length);
    for (const name of kernel.functionNames()) has[places().get(name) ?? names.length] = 1;
    return has;
  };
  return {
    names,
    on: (kernel) => {
      const has = held.get(kernel) ?? on(kernel);
      held.set(kernel, has);
      return has;
    },
    withWord: (word) => index().placesOf(word),
  };
}

/** The names that kernels kept in one store have together; nothing where they are of several. */
function sharedNames([first, ...others]: readonly Kernel[]): readonly string[] | undefined {
  const names = first?.functionTable?.().names;
  return others.every((kernel) => kernel.functionTable?.().names === names) ? names : undefined;
}
