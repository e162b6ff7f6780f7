import type { Kernel } from '@tracefit/model';
import { rareWords, similarity, takeApart, type NameParts, type WordWeight } from './name-similarity';

/** Names less alike than this are not looked at. */
const leastAlike = 0.3;

/** How many names are looked at more closely. */
const shortList = 60;

/** The functions that one kernel has and another has not, and the other way round. */
export interface Exchange {
  readonly last: Kernel;
  readonly first: Kernel;
  readonly vanished: NamesByWord;
  readonly appeared: NamesByWord;
  readonly weight: WordWeight;
}

export type NamesByWord = ReadonlyMap<string, readonly NameParts[]>;

function byWord(names: readonly string[]): NamesByWord {
  const found = new Map<string, NameParts[]>();
  for (const parts of names.map(takeApart)) {
    for (const word of new Set(parts.words)) {
      const list = found.get(word);
      if (list) list.push(parts);
      else found.set(word, [parts]);
    }
  }
  return found;
}

export function exchangeBetween(last: Kernel, first: Kernel): Exchange {
  const [before, after] = [last.functionNames(), first.functionNames()];
  const onlyIn = (names: readonly string[], others: readonly string[]) =>
    byWord(notIn(names, others).filter((name) => !isGenerated(name)));
  return {
    last,
    first,
    vanished: onlyIn(before, after),
    appeared: onlyIn(after, before),
    weight: rareWords(before),
  };
}

/** The names most like one, best first, of those that share a word with it. */
export function nearest(name: string, among: NamesByWord, weight: WordWeight): readonly NameParts[] {
  const parts = takeApart(name);
  const kin = new Set(parts.words.flatMap((word) => among.get(word) ?? []));
  return [...kin]
    .map((each) => ({ each, alike: similarity(parts, each, weight) }))
    .filter(({ alike }) => alike >= leastAlike)
    .sort((a, b) => b.alike - a.alike)
    .slice(0, shortList)
    .map(({ each }) => each);
}

/** Whether the compiler or a macro of the kernel made the function: nobody probes it in place of another. */
function isGenerated(name: string): boolean {
  return name.includes('.') || /^__(?:probestub|traceiter|bpf_trace|SCT|pfx|cfi|UNIQUE)_|^rust_helper_/.test(name);
}

/** The names of `names` that are not in `others`, both sorted by code unit. */
function notIn(names: readonly string[], others: readonly string[]): readonly string[] {
  let at = 0;
  return names.filter((name) => {
    while (at < others.length && (others[at] ?? '') < name) at++;
    return others[at] !== name;
  });
}
