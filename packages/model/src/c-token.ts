import type { Span } from './span';

/** A token of C text. `end` stands after the last one, with an empty text. */
export interface CToken extends Span {
  readonly kind: 'word' | 'number' | 'character' | 'string' | 'sign' | 'end';
  readonly text: string;
}

/** Where a piece of C text begins in the file it is from. */
export interface CTextOrigin {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

const pairs: ReadonlySet<string> = new Set(['<<', '>>', '<=', '>=', '==', '!=', '&&', '||', '->']);

/** Splits C text into tokens. Comments and preprocessor lines are passed over; any text gives tokens, in linear time. */
export function tokenizeC(text: string, origin: CTextOrigin = { offset: 0, line: 1, column: 1 }): readonly CToken[] {
  const tokens: CToken[] = [];
  let at = 0;
  let line = origin.line;
  let lineStart = 1 - origin.column;
  let lineIsEmpty = true;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      skipTo(at + 1);
      lineIsEmpty = true;
    } else if (code === 32 || (code >= 9 && code <= 13)) at++;
    else if (text.startsWith('//', at)) skipTo(endOr(text.indexOf('\n', at)));
    else if (text.startsWith('/*', at)) skipTo(endOr(text.indexOf('*/', at + 2), 2));
    else if (code === 35 && lineIsEmpty) skipTo(endOfDirective(text, at));
    else {
      pushToken(code);
      lineIsEmpty = false;
    }
  }
  push('end', at);
  return tokens;

  function endOr(found: number, extra = 0): number {
    return found === -1 ? text.length : found + extra;
  }

  function skipTo(end: number) {
    for (let found = text.indexOf('\n', at); found !== -1 && found < end; found = text.indexOf('\n', found + 1)) {
      line++;
      lineStart = found + 1;
    }
    at = end;
  }

  function pushToken(code: number) {
    if (isWordStart(code)) push('word', endOfWord(text, at));
    else if (isDigit(code)) push('number', endOfWord(text, at));
    else if (code === 34 || code === 39) {
      const end = endOfQuoted(text, at);
      push(text.charCodeAt(end - 1) !== code || end === at + 1 ? 'sign' : code === 34 ? 'string' : 'character', end);
    } else if (text.startsWith('...', at)) push('sign', at + 3);
    else push('sign', at + (pairs.has(text.slice(at, at + 2)) ? 2 : 1));
  }

  function push(kind: CToken['kind'], end: number) {
    const start = origin.offset + at;
    const column = at - lineStart + 1;
    tokens.push({ kind, text: text.slice(at, end), start, end: origin.offset + end, line, column });
    at = end;
  }
}

const isDigit = (code: number) => code >= 48 && code <= 57;
const isWordStart = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36;

function endOfWord(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && (isWordStart(text.charCodeAt(at)) || isDigit(text.charCodeAt(at)))) at++;
  return at;
}

/** The end of a quoted text; of the line, where the closing quote is missing. */
function endOfQuoted(text: string, from: number): number {
  const quote = text.charCodeAt(from);
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== 10) {
    const code = text.charCodeAt(at++);
    if (code === quote) return at;
    if (code === 92 && at < text.length && text.charCodeAt(at) !== 10) at++;
  }
  return at;
}

/** The end of a preprocessor line, lines joined by a backslash included. */
function endOfDirective(text: string, from: number): number {
  let at = from;
  for (;;) {
    const end = text.indexOf('\n', at);
    if (end === -1) return text.length;
    if (text[end - 1] !== '\\' && !(text[end - 1] === '\r' && text[end - 2] === '\\')) return end;
    at = end + 1;
  }
}
