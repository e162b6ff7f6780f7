import { parseCDecl, parseCType, type CType } from '@tracefit/model';
import type { BlockNode, HoleNode, Place } from './syntax';
import { printTokens, type Token } from './tokens';
import { isTypeWord, storageWords } from './type-words';

/** Expressions and blocks nested deeper than this are a hole. */
export const maxDepth = 200;

/** Where a reader of C stands, and what it knows of names. */
export interface TokenReader {
  at: number;
  readonly tokens: readonly Token[];
  readonly holes: HoleNode[];
  /** Names of types the text declares. */
  readonly typedefs: Set<string>;
  /** Names that stand for values here, whatever they look like. */
  readonly values: Set<string>;
  depth: number;
  /** Set where the statement that is read makes no sense; everything then comes home. */
  failed: boolean;
  /** Reads a block, which an expression may hold: `({ .. })`. */
  readonly block: (reader: TokenReader) => BlockNode;
}

export function createTokenReader(
  tokens: readonly Token[],
  typedefs: Set<string>,
  block: TokenReader['block'],
): TokenReader {
  return { at: 0, tokens, holes: [], typedefs, values: new Set(), depth: 0, failed: false, block };
}

const end: Token = { kind: 'end', text: '', start: 0, end: 0 };

export function peek(reader: TokenReader, ahead = 0): Token {
  return reader.failed ? end : (reader.tokens[reader.at + ahead] ?? end);
}

export function next(reader: TokenReader): Token {
  const token = peek(reader);
  if (token.kind !== 'end') reader.at++;
  return token;
}

export function take(reader: TokenReader, text: string): boolean {
  const token = peek(reader);
  const found = token.text === text && token.kind !== 'end' && token.kind !== 'string' && token.kind !== 'char';
  if (found) reader.at++;
  return found;
}

export function expect(reader: TokenReader, text: string): void {
  if (!take(reader, text)) reader.failed = true;
}

/** From the token at `start` to the last one that was taken. */
export function placeFrom(reader: TokenReader, start: number): Place {
  const first = reader.tokens[start];
  const last = reader.tokens[Math.max(start, reader.at - 1)];
  return { start: first?.start ?? 0, end: Math.max(last?.end ?? 0, first?.end ?? 0) };
}

/** The index of the token that closes what the one at `open` opens; -1 where nothing does. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'sign') continue;
    if (token.text === '(' || token.text === '[' || token.text === '{') depth++;
    else if ((token.text === ')' || token.text === ']' || token.text === '}') && --depth === 0) return at;
  }
  return -1;
}

/** Whether a word names a type where it stands alone. */
export function namesType(reader: TokenReader, word: string): boolean {
  return !reader.values.has(word) && (reader.typedefs.has(word) || isTypeWord(word));
}

/** The type tokens spell; sizes of arrays that are no number do not matter here. */
export function readType(tokens: readonly Token[]): CType | undefined {
  return parseCType(printTokens(readable(tokens))).type;
}

export function readDecl(tokens: readonly Token[]): { readonly name: string; readonly type: CType } | undefined {
  return parseCDecl(printTokens(readable(tokens))).decl;
}

/** Leaves out what says nothing of the type, and makes every array's size a number. */
export function readable(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    if (isMapMacro(tokens, at)) {
      at = closing(tokens, at + 1);
      if (tokens[at + 1]?.text === ';') at++;
    } else if (isQualifier(tokens, at)) {
      continue;
    } else if (
      token.text === '__attribute__' ||
      token.text === '__contains' ||
      token.text === '__attribute' ||
      token.text === '__aligned' ||
      token.text === 'SEC' ||
      token.text === '__section'
    ) {
      if (tokens[at + 1]?.text === '(') at = Math.max(at, closing(tokens, at + 1));
    } else if (token.text === '[') {
      const close = closing(tokens, at);
      const inside = tokens.slice(at + 1, close < 0 ? undefined : close);
      const plain = inside.length === 0 || (inside.length === 1 && inside[0]?.kind === 'number');
      out.push(token, ...(plain ? inside : [{ ...token, kind: 'number' as const, text: '1' }]));
      at = close < 0 ? tokens.length : close - 1;
    } else if (token.text === ':' && isEnumWidth(tokens, at)) {
      while (at + 1 < tokens.length && tokens[at + 1]?.text !== '{') at++;
    } else if (token.text === 'typeof' || token.text === '__typeof__' || token.text === '___type') {
      const close = tokens[at + 1]?.text === '(' ? Math.max(at, closing(tokens, at + 1)) : at;
      const inside = tokens.slice(at + 2, Math.max(at + 2, close));
      // The type of something else: nothing is known of it here.
      if (spellsType(inside)) out.push(...readable(inside));
      else out.push({ ...token, kind: 'word', text: 'void' });
      at = close;
    } else if (!storageWords.has(token.text)) out.push(token);
  }
  return out;
}

/** Members of a map's definition, which are macros of bpf_helpers.h: `__uint(type, BPF_MAP_TYPE_HASH);`. */
function isMapMacro(tokens: readonly Token[], at: number): boolean {
  const isNamed = /^__(?:uint|ulong|type|array)$/.test(tokens[at]?.text ?? '');
  return isNamed && tokens[at + 1]?.text === '(' && closing(tokens, at + 1) > at;
}

/** A word like `__arena` between a type and what is declared, where nothing but a macro can stand. */
function isQualifier(tokens: readonly Token[], at: number): boolean {
  const [before, token, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token?.kind !== 'word' || !/^__[a-z]/.test(token.text) || isTypeWord(token.text)) return false;
  const isBehindType =
    before?.kind === 'word' && !/^(?:const|volatile|struct|union|enum|unsigned|signed)$/.test(before.text);
  return isBehindType && !storageWords.has(before.text) && (behind?.text === '*' || behind?.kind === 'word');
}

/** Whether `typeof` names a type, and not a value whose type is meant. */
export function spellsType(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  return first?.kind === 'word' && isTypeWord(first.text) && tokens.every(({ text }) => text !== '(' && text !== '.');
}

/** `enum name : u8 {`: how wide its constants are. */
function isEnumWidth(tokens: readonly Token[], colon: number): boolean {
  const named = tokens[colon - 1]?.text === 'enum' || tokens[colon - 2]?.text === 'enum';
  return named && tokens.slice(colon + 1, colon + 5).some(({ text }) => text === '{');
}
