import { wordsOf } from './words';

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
  /** Its different pairs of letters, each as a number. */
  readonly pairs: Uint16Array;
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

/** Pairs of letters that were seen at last, by the number of the look: names are compared by the hundred thousand. */
const seen = new Uint32Array(1 << 14);
let look = 0;

/** The different pairs of neighbours in an ASCII text, which all names of functions are. */
function pairsOf(text: string): Uint16Array {
  const pairs = new Uint16Array(Math.max(0, text.length - 1));
  let size = 0;
  look++;
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = ((text.charCodeAt(at) & 127) << 7) | (text.charCodeAt(at + 1) & 127);
    if (seen[pair] === look) continue;
    seen[pair] = look;
    pairs[size++] = pair;
  }
  return pairs.subarray(0, size);
}

function dice(a: Uint16Array, b: Uint16Array): number {
  if (a.length + b.length === 0) return 0;
  look++;
  for (const pair of a) seen[pair] = look;
  let shared = 0;
  for (const pair of b) if (seen[pair] === look) shared++;
  return (2 * shared) / (a.length + b.length);
}
