/** Words that took each other's place all over the kernel count as one. */
const SAME_WORD: Readonly<Record<string, string>> = {
  folio: 'page',
  hugetlb: 'hugepage',
  del: 'delete',
  userns: 'idmap',
};

/** Words that say nothing by themselves. */
const FILLERS = new Set(['to', 'of', 'and', 'the', 'for']);

/** The words of a name in the singular, each as its family's first. */
export function wordsOf(name: string): readonly string[] {
  return name.split('_').flatMap((piece) => wordOf(piece) ?? []);
}

/** The word that a piece of a name between underscores stands for; nothing where it says nothing by itself. */
export function wordOf(piece: string): string | undefined {
  if (piece === '' || FILLERS.has(piece)) return undefined;
  const single = piece.length > 3 && piece.endsWith('s') && !piece.endsWith('ss') ? piece.slice(0, -1) : piece;
  return SAME_WORD[single] ?? single;
}
