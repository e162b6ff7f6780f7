import type { Kernel, NameTable } from '@tracefit/model';
import { once } from '../once';
import { AlikeNames } from './alike-names';
import { WordIndex } from './word-index';

/** The function names of several kernels together: what each kernel has is told by place. */
export interface FunctionNames {
  /** Sorted by code unit. */
  readonly names: readonly string[];
  /** Whether the kernel has the name at a place. */
  readonly on: (kernel: Kernel) => NameTable['has'];
  readonly alike: () => AlikeNames;
}

export function functionNamesOf(kernels: readonly Kernel[]): FunctionNames {
  // Kernels kept in one store have one list, which is looked over once and not for each of them.
  const lists = new Set(kernels.map(listOf));
  const names = [...lists].reduce(merged, []);
  const placesOf = new Map<readonly string[], Uint32Array>();
  const held = new Map<Kernel, NameTable['has']>();
  const on = (kernel: Kernel): NameTable['has'] => {
    const table = kernel.functionTable?.();
    if (table?.names === names) return table.has;
    const list = table?.names ?? kernel.functionNames();
    const places = placesOf.get(list) ?? placesIn(list, names);
    if (table) placesOf.set(list, places);
    const has = table?.has ?? (() => true);
    return (place) => {
      const own = places[place] ?? 0;
      return own > 0 && has(own - 1);
    };
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

/** For each of some sorted names its place in a list, counted from 1; 0 where it is not in it. */
function placesIn(list: readonly string[], names: readonly string[]): Uint32Array {
  const places = new Uint32Array(names.length);
  let at = 0;
  for (const [place, name] of names.entries()) if (list[at] === name) places[place] = ++at;
  return places;
}
