import type { Span } from '@tracefit/model';

/** What a token is; `end` stands behind the last one, `bad` is text no token begins with. */
export type TokenKind = 'word' | 'number' | 'string' | 'variable' | 'map' | 'positional' | 'sign' | 'end' | 'bad';

/** A token of bpftrace; its text includes sigils and quotes. A token never spans lines. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** What is wrong with it inside, for example an escape nobody knows. */
  readonly problem?: string;
}

/** A place in the text to lex from. */
export interface Cursor {
  readonly at: number;
  readonly line: number;
  /** Offset of the first character of the line. */
  readonly lineStart: number;
}

/** Operators of more than one character, longest first. */
export const longSigns: readonly string[] = [
  '<<=',
  '>>=',
  '->',
  '..',
  '++',
  '--',
  '==',
  '!=',
  '<=',
  '>=',
  '<<',
  '>>',
  '&&',
  '||',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
];
