/** Words that took each other's place all over the kernel count as one. */
const SAME_WORD: Readonly<Record<string, string>> = {
  folio: 'page',
  hugetlb: 'hugepage',
  del: 'delete',
  userns: 'idmap',
};

/** Words that say nothing by themselves. */
const FILLERS = new Set(['to', 'of', 'and', 'the', 'for']);

/** Words this long are one where the one begins with, or holds, the other: `create` and `creating`, `balance` and `rebalance`. */
const leastShared = 4;

/**
 * How alike two function names are, from 0 to 1: shared words, in whatever order, and shared pairs of letters (Dice's
 * coefficient). A name that continues the other (`kfree_skb`, `kfree_skb_reason`) is nearer than its letters say.
 */
export function nameSimilarity(a: string, b: string): number {
  return similarity(takeApart(a), takeApart(b));
}

/** How much a word says, 1 where all say the same. */
export type WordWeight = (word: string) => number;

/** A name in its parts, for one that is compared with many. */
export interface NameParts {
  readonly name: string;
  readonly words: readonly string[];
  /** Its different pairs of letters. */
  readonly pairs: ReadonlySet<string>;
}

export function takeApart(name: string): NameParts {
  const words = wordsOf(name);
  return { name, words, pairs: pairsOf(words.join('')) };
}

export function similarity(a: NameParts, b: NameParts, weight: WordWeight = () => 1): number {
  const alike = (sharedWords(a.words, b.words, weight) + dice(a.pairs, b.pairs)) / 2;
  return continues(a.words, b.words) || continues(b.words, a.words) ? (1 + alike) / 2 : alike;
}

function continues(longer: readonly string[], shorter: readonly string[]): boolean {
  return shorter.length > 0 && longer.length > shorter.length && shorter.every((word, at) => word === longer[at]);
}

/** The words of a name in the singular, each as its family's first. */
function wordsOf(name: string): readonly string[] {
  return name.split('_').flatMap((piece) => wordOf(piece) ?? []);
}

/** The word that a piece of a name between underscores stands for; nothing where it says nothing by itself. */
export function wordOf(piece: string): string | undefined {
  if (piece === '' || FILLERS.has(piece)) return undefined;
  const single = piece.length > 3 && piece.endsWith('s') && !piece.endsWith('ss') ? piece.slice(0, -1) : piece;
  return SAME_WORD[single] ?? single;
}

/** Dice's coefficient of words by their weight, where one that holds another counts in part. */
function sharedWords(a: readonly string[], b: readonly string[], weight: WordWeight): number {
  const sum = (words: readonly string[]) => words.reduce((all, word) => all + weight(word), 0);
  if (a.length + b.length === 0) return 0;
  const rest = [...b];
  let shared = 0;
  const partly: string[] = [];
  for (const word of a) {
    const at = rest.indexOf(word);
    if (at < 0) partly.push(word);
    else {
      rest.splice(at, 1);
      shared += 2 * weight(word);
    }
  }
  for (const word of partly) {
    const at = rest.findIndex((other) => isKin(word, other));
    if (at < 0) continue;
    const [other = ''] = rest.splice(at, 1);
    shared += 0.6 * (weight(word) + weight(other));
  }
  return shared / (sum(a) + sum(b));
}

function isKin(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < leastShared) return false;
  return long.includes(short) || long.startsWith(short.slice(0, Math.max(leastShared, short.length - 2)));
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const item of a) if (b.has(item)) shared++;
  return (2 * shared) / (a.size + b.size);
}
