/**
 * How alike two function names are, from 0 to 1: shared words, and shared pairs of letters (Dice's coefficient). A name that
 * continues the other (`kfree_skb`, `kfree_skb_reason`) is nearer than its letters say.
 */
export function nameSimilarity(a: string, b: string): number {
  const words = dice(wordsOf(a), wordsOf(b));
  const letters = dice(pairsOf(a), pairsOf(b));
  const alike = (words + letters) / 2;
  return continues(a, b) || continues(b, a) ? (1 + alike) / 2 : alike;
}

function continues(longer: string, shorter: string): boolean {
  return wordsOf(longer)
    .join('_')
    .startsWith(`${wordsOf(shorter).join('_')}_`);
}

/** The words of a name; `page` and `folio` count as one, since the one became the other all over the kernel. */
export function wordsOf(name: string): readonly string[] {
  return name
    .split('_')
    .filter((word) => word !== '')
    .map((word) => (word === 'folio' ? 'page' : word === 'folios' ? 'pages' : word));
}

function pairsOf(name: string): readonly string[] {
  const text = wordsOf(name).join('_');
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

function dice(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const item of a) left.set(item, (left.get(item) ?? 0) + 1);
  let shared = 0;
  for (const item of b) {
    const count = left.get(item) ?? 0;
    if (count > 0) {
      shared++;
      left.set(item, count - 1);
    }
  }
  return (2 * shared) / (a.length + b.length);
}
