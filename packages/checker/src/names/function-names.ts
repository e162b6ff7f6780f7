import type { Kernel } from '@tracefit/model';
import { wordOf } from '../candidates/name-similarity';
import { once } from '../once';

/** The function names of several kernels together, found by the words in them: what each kernel has is told by place. */
export interface FunctionNames {
  /** Sorted by code unit. */
  readonly names: readonly string[];
  /** For every name 1 where the kernel has it. */
  readonly on: (kernel: Kernel) => Uint8Array;
  /** The places of the names that have the word, in order; as often as a name has it. */
  readonly withWord: (word: string) => readonly number[];
}

export function functionNamesOf(kernels: readonly Kernel[]): FunctionNames {
  const names = sharedNames(kernels) ?? [...new Set(kernels.flatMap((kernel) => kernel.functionNames()))].sort();
  const places = once(() => new Map(names.map((name, at) => [name, at])));
  const byWord = once(() => placesByWord(names));
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
    withWord: (word) => byWord().get(word) ?? [],
  };
}

/** The names that kernels kept in one store have together; nothing where they are of several. */
function sharedNames([first, ...others]: readonly Kernel[]): readonly string[] | undefined {
  const names = first?.functionTable?.().names;
  return others.every((kernel) => kernel.functionTable?.().names === names) ? names : undefined;
}

/** Pieces of names are far fewer than names, so each is looked at once. */
function placesByWord(names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const byPiece = new Map<string, number[]>();
  for (const [at, name] of names.entries()) {
    for (const piece of name.split('_')) {
      const places = byPiece.get(piece);
      if (places) places.push(at);
      else byPiece.set(piece, [at]);
    }
  }
  const byWord = new Map<string, number[]>();
  const mixed = new Set<number[]>();
  for (const [piece, places] of byPiece) {
    const word = wordOf(piece);
    if (word === undefined) continue;
    const before = byWord.get(word);
    if (!before) byWord.set(word, places);
    else {
      for (const at of places) before.push(at);
      mixed.add(before);
    }
  }
  for (const places of mixed) places.sort((a, b) => a - b);
  return byWord;
}
