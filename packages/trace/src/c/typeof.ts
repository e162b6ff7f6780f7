import { closing } from './token-reader';
import type { Token } from './tokens';

/** `typeof`, and libbpf's macro that means it of a chain of members: `___type(p, a, b)` (bpf_core_read.h). */
export function isTypeof(word: string): boolean {
  return word === 'typeof' || word === '__typeof__' || word === '___type';
}

/** Leaves out expressions whose type is meant: `typeof(p->a)`. */
export function withoutTypeof(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ text }) => text === 'typeof' || text === '__typeof__');
  if (at < 0 || tokens[at + 1]?.text !== '(') return tokens;
  const close = closing(tokens, at + 1);
  return close < 0 ? tokens : [...tokens.slice(0, at), ...tokens.slice(close + 1)];
}
