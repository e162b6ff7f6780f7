import type { Piece, Word } from '../../tracefs/command-lines';

/** A line as tokens: names and numbers of letters, digits and `_`, every other character alone; blanks only part them. */
export interface Tokens {
  peek(): Word | undefined;
  next(): Word | undefined;
  /** Where the last token given out ends. */
  passed(): number;
  /** Where the line ends. */
  readonly end: number;
}

/** The tokens between two offsets (`next_token` of the proposal). */
export function readTokens(text: string, { start, end }: Piece): Tokens {
  const pattern = /[A-Za-z0-9_]+|\S/gy;
  const tokens: Word[] = [];
  let at = start;
  while (at < end) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) tokens.push({ text: found, start: at, end: Math.min(at + found.length, end) });
    at += found?.length ?? 1;
  }
  let position = 0;
  return {
    peek: () => tokens[position],
    next: () => tokens[position++],
    passed: () => tokens[position - 1]?.end ?? start,
    end,
  };
}
