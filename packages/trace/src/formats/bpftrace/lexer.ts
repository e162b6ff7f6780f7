import { longSigns, type Cursor, type Token, type TokenKind } from './token';

/** The start of a text. */
export const firstCursor: Cursor = { at: 0, line: 1, lineStart: 0 };

/** The place right behind a token. */
export function cursorBehind(token: Token): Cursor {
  return { at: token.end, line: token.line, lineStart: token.start - token.column + 1 };
}

/** The token at or after a place; comments and white space before it are passed over. */
export function lex(text: string, from: Cursor): Token {
  const cursor = skipLayout(text, from);
  const { at } = cursor;
  if (at >= text.length) return tokenAt(text, cursor, 'end', at);
  const code = text.charCodeAt(at);
  if (isWordStart(code)) return tokenAt(text, cursor, 'word', endOfWord(text, at + 1));
  if (isDigit(code)) return lexNumber(text, cursor);
  if (code === 34) return lexString(text, cursor);
  if (code === 36) return lexVariable(text, cursor);
  if (code === 64) {
    const named = isWordStart(text.charCodeAt(at + 1));
    return tokenAt(text, cursor, 'map', named ? endOfWord(text, at + 2) : at + 1);
  }
  const sign = longSigns.find((one) => text.startsWith(one, at));
  if (sign !== undefined) return tokenAt(text, cursor, 'sign', at + sign.length);
  const known = '(){}[];:,.?=<>+-*/%&|^!~#'.includes(text.charAt(at));
  return tokenAt(text, cursor, known ? 'sign' : 'bad', at + (isPair(text, at) ? 2 : 1));
}

/** The place behind comments and white space (`consume_layout` of bpftrace's parser). */
export function skipLayout(text: string, from: Cursor): Cursor {
  let { at, line, lineStart } = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      at++;
      line++;
      lineStart = at;
    } else if (code === 32 || (code >= 9 && code <= 13) || code === 0xfeff) at++;
    // A line joined to the next one, in the body of a `#define`.
    else if (code === 92 && /^\\\r?\n/.test(text.slice(at, at + 3))) at++;
    else if (code === 47 && text.charCodeAt(at + 1) === 47) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const end = text.indexOf('*/', at + 2);
      const stop = end < 0 ? text.length : end + 2;
      for (let found = text.indexOf('\n', at); found >= 0 && found < stop; found = text.indexOf('\n', found + 1)) {
        line++;
        lineStart = found + 1;
      }
      at = stop;
    } else return at === from.at ? from : { at, line, lineStart };
  }
}

function tokenAt(text: string, cursor: Cursor, kind: TokenKind, stop: number, problem?: string): Token {
  const end = Math.min(stop, text.length);
  const { at: start, line, lineStart } = cursor;
  const token = { kind, text: text.slice(start, end), start, end, line, column: start - lineStart + 1 };
  return problem === undefined ? token : { ...token, problem };
}

const isDigit = (code: number) => code >= 48 && code <= 57;
const isWordStart = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const isPair = (text: string, at: number) => (text.codePointAt(at) ?? 0) > 0xffff;

/** The end of an identifier whose first character was passed. */
export function endOfWord(text: string, from: number): number {
  let at = from;
  while (isWordStart(text.charCodeAt(at)) || isDigit(text.charCodeAt(at))) at++;
  return at;
}

function lexVariable(text: string, cursor: Cursor): Token {
  const next = text.charCodeAt(cursor.at + 1);
  if (next === 35) return tokenAt(text, cursor, 'positional', cursor.at + 2);
  if (isWordStart(next)) return tokenAt(text, cursor, 'variable', endOfWord(text, cursor.at + 2));
  if (!isDigit(next)) return tokenAt(text, cursor, 'bad', cursor.at + 1, 'expected a name after `$`');
  let end = cursor.at + 1;
  while (isDigit(text.charCodeAt(end))) end++;
  const isOne = next !== 48 && end - cursor.at < 20;
  return tokenAt(text, cursor, 'positional', end, isOne ? undefined : 'arguments are counted from `$1`');
}

/**
 * A number with the letters and underscores that hang on to it: hexadecimal, decimal with an exponent (`1e6`), a C
 * suffix (`UL`) or a duration (`10ms`).
 */
function lexNumber(text: string, cursor: Cursor): Token {
  const end = endOfWord(text, cursor.at);
  const isNumber = isNumberText(text.slice(cursor.at, Math.min(end, cursor.at + 128)));
  return tokenAt(text, cursor, 'number', end, isNumber ? undefined : 'no number is written so');
}

function isNumberText(text: string): boolean {
  return /^(?:0[xX][\da-fA-F_]*[\da-fA-F]|\d(?:[\d_]*\d)?(?:[eE]\d(?:[\d_]*\d)?)?)(?:ns|us|ms|[smhd]|[uU][lL]{0,2}|[lL]{1,2})?$/.test(
    text,
  );
}

/** Nanoseconds in the units a duration is written in. */
const durations: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
};

/** The value of an integer literal; durations in nanoseconds. `undefined` where 64 bits do not hold it. */
export function numberValue(text: string): bigint | undefined {
  const plain = text.replaceAll('_', '');
  const match = /^(0[xX][\da-fA-F]+|\d+)(?:[eE](\d{1,3}))?(ns|us|ms|[smhd])?[uUlL]*$/.exec(plain);
  const digits = match?.[1];
  if (digits === undefined || digits.length > 30) return undefined;
  const exponent = Number(match?.[2] ?? 0);
  if (exponent > 20) return undefined;
  const isOctal = /^0[0-7]+$/.test(digits) && match?.[2] === undefined;
  const value =
    BigInt(isOctal ? `0o${digits.slice(1)}` : digits) * 10n ** BigInt(exponent) * (durations[match?.[3] ?? ''] ?? 1n);
  return value > 0xffff_ffff_ffff_ffffn ? undefined : value;
}

/** A string up to its closing quote; a missing one is a problem, and the string ends with the line. */
function lexString(text: string, cursor: Cursor): Token {
  let problem: string | undefined;
  let at = cursor.at + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return tokenAt(text, cursor, 'string', at + 1, problem);
    if (code === 10) break;
    if (code !== 92) continue;
    at++;
    if (at >= text.length || text.charCodeAt(at) === 10) break;
    const isEscape = 'ntrx"\\X01234567'.includes(text.charAt(at)) && !/^[4-7][0-7]{2}/.test(text.slice(at, at + 3));
    if (!isEscape) problem ??= `no escape is written \`\\${text.charAt(at)}\``;
  }
  return tokenAt(text, cursor, 'string', at, 'expected `"` before the end of the line');
}

/** The value of a string token. */
export function stringValue(token: Token): string {
  const inside = token.text.slice(1, -1);
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    /\\(?:([0-7]{1,3})|[xX]([\da-fA-F]{1,2})|([^]))/g,
    (_, octal?: string, hex?: string, one?: string) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      return { n: '\n', t: '\t', r: '\r' }[one ?? ''] ?? one ?? '';
    },
  );
}
