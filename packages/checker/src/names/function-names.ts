import type { Kernel } from '@tracefit/model';
import { once } from '../once';
import { AlikeNames } from './alike-names';
import { WordIndex } from './word-index';

/** The function names of several kernels together: what each kernel has is told by place. */
export interface FunctionNames {
  /** Sorted by code unit. */
  readonly names: readonly string[];
  /** For every name 1 where the kernel has it. */
  readonly on: (kernel: Kernel) => Uint8Array;
  readonly alike: () => AlikeNames;
}

export function functionNamesOf(kernels: readonly Kernel[]): FunctionNames {
  // Kernels kept in one store have one list, which is looked over once and not for each of them.
  const lists = new Set(kernels.map(listOf));
  const names = [...lists].reduce(merged, []);
  const places = new Map<readonly string[], Uint32Array>();
  const held = new Map<Kernel, Uint8Array>();
  const on = (kernel: Kernel): Uint8Array => {
    const table = kernel.functionTable?.();
    if (table?.names === names) return table.has;
    const list = listOf(kernel);
    const at = places.get(list) ?? placesIn(names, list);
    if (table) places.set(list, at);
    const has = new Uint8Array(names.length);
    for (const [own, place] of at.entries()) has[place] = table ? (table.has[own] ?? 0) : 1;
    return has;
  };
  return {
    names,
    on: (kernel) => {
      const has = held.get(kernel) ?? on(kernel);
      held.set(kernel, has);
      return has;
    },
    alike: once(() => new AlikeNames(names, new WordIndex(names))),
  };
}

/** The sorted list that a kernel's names are in: that of all kernels of its store, or its own. */
function listOf(kernel: Kernel): readonly string[] {
  return kernel.functionTable?.().names ?? kernel.functionNames();
}

/** What is in one of two sorted lists, sorted, and once each. */
function merged(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0) return b;
  const all: string[] = [];
  for (let left = 0, right = 0; left < a.length || right < b.length;) {
    const [x, y] = [a[left], b[right]];
    const isLeft = y === undefined || (x !== undefined && x <= y);
    if (isLeft && x === y) right++;
    all.push((isLeft ? x : y) ?? '');
    if (isLeft) left++;
    else right++;
  }
  return all;
}

/** Where each name of a sorted list is in a longer one that has them all. */
function placesIn(names: readonly string[], list: readonly string[]): Uint32Array {
  const places = new Uint32Array(list.length);
  let place = 0;
  for (const [at, name] of list.entries()) {
    while (place < names.length && names[place] !== name) place++;
    places[at] = place;
  }
  return places;
}
