/** A token of a script; `start` and `end` are offsets into its text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'sign' | 'embedded' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What is wrong inside of it. */
  readonly problem?: string;
}

/** More tokens than these are not read. */
export const maxTokens = 1_000_000;

const blank = /(?:[ \t\r\n\f\v]+|#[^\n]*|\/\/[^\n]*)+/y;
/** `$` and `@` begin names: of variables of the probed code, of operators and macros, of arguments of the command line. */
const word = /[$@]#|[A-Za-z_$@][\w$]*/y;
const number = /0[xX][\da-fA-F]+|\d\w*/y;
const string = /"(?:[^"\\\n]|\\[^])*"/y;
const sign = /<<<|>>=|<<=|<<|>>|<=|>=|==|!=|=~|!~|&&|\|\||\+\+|--|->|=>|[-+*/%&^|.]=|%\(|%\)|%\?|%:|[^]/y;

/** Splits a script into tokens, comments left out; any text gives tokens, in linear time. The last is the end. */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length && tokens.length < maxTokens) {
    const start = at;
    if (match(blank)) continue;
    if (text.startsWith('/*', at)) at = closing('*/', at + 2).end;
    else if (text.startsWith('%{', at)) {
      const { end, found } = closing('%}', at + 2);
      push('embedded', end, found ? undefined : 'the C code that begins here has no `%}`');
    } else if (match(word)) push('word', at);
    else if (match(number)) push('number', at);
    else if (match(string)) push('string', at);
    else if (text[at] === '"') push('string', endOfLine(at), 'the text that begins here has no end');
    else if (match(sign)) push('sign', at);

    function push(kind: Token['kind'], end: number, problem?: string): void {
      at = end;
      tokens.push({ kind, text: text.slice(start, end), start, end, ...(problem === undefined ? {} : { problem }) });
    }
  }
  const rest = at < text.length ? { problem: `more than ${maxTokens} tokens, the rest of the file is not read` } : {};
  tokens.push({ kind: 'end', text: '', start: at, end: at, ...rest });
  return tokens;

  function match(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return false;
    at += found[0].length;
    return true;
  }

  function closing(mark: string, from: number): { readonly end: number; readonly found: boolean } {
    const found = text.indexOf(mark, from);
    return found < 0 ? { end: text.length, found: false } : { end: found + mark.length, found: true };
  }

  function endOfLine(from: number): number {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end;
  }
}

/** What a string token says; escapes that stand for one printing character are resolved. */
export function stringValue(token: Token): string {
  return token.text.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1');
}
