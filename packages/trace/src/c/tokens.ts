/** A word, number, text or sign of C, with its place in the text it was read from. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'char' | 'sign' | 'directive' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The first on its line. */
  readonly first?: true;
  /** The macro without parameters that the text names and that stands for it. */
  readonly macro?: string;
}

const signs = [
  '>>=', '<<=', '...', '->', '++', '--', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||', '+=', '-=', '*=', '/=', '%=',
  '&=', '|=', '^=', '##',
]; // prettier-ignore

const word = /[A-Za-z_$][\w$]*/y;
const number = /\.?\d(?:[eEpP][-+]|[\w.])*/y;

/** Splits C text; comments are left out, a directive is one token with its continued lines. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  /** Where the line of the next token begins, until there was one. */
  let fresh = 0;
  let at = 0;
  const push = (kind: Token['kind'], end: number) => {
    tokens.push({ kind, text: text.slice(at, end), start: at, end, ...(fresh >= 0 ? { first: true as const } : {}) });
    fresh = -1;
    at = end;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\n') {
      fresh = ++at;
    } else if (char <= ' ') at++;
    else if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) at += 2;
    else if (char === '/' && text[at + 1] === '/') at = endOfLine(text, at);
    else if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (char === '#' && fresh >= 0) push('directive', endOfDirective(text, at));
    else if (char === '"' || char === "'") push(char === '"' ? 'string' : 'char', endOfQuoted(text, at, char));
    else {
      const end = match(word, text, at);
      if (end > at) push('word', end);
      else {
        const digits = match(number, text, at);
        if (digits > at) push('number', digits);
        else push('sign', at + (signs.find((sign) => text.startsWith(sign, at))?.length ?? 1));
      }
    }
  }
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function endOfDirective(text: string, from: number): number {
  for (let at = from; ;) {
    const end = endOfLine(text, at);
    // A comment that goes on over several lines is one blank.
    const comment = text.slice(at, end).lastIndexOf('/*');
    const close = comment < 0 ? -1 : text.indexOf('*/', at + comment + 2);
    if (close > end) {
      at = close + 2;
      continue;
    }
    const back = text[end - 1] === '\r' ? end - 2 : end - 1;
    if (end >= text.length || text[back] !== '\\') return end;
    at = end + 1;
  }
}

/** Behind the closing quote, or at the end of the line where there is none. */
function endOfQuoted(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) return at + 1;
    if (char === '\n') return at;
    if (char === '\\') at++;
  }
  return text.length;
}

/** Tokens as text again, for readers of types and declarations. */
export function printTokens(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join(' ');
}
