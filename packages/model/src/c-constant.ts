import { binaryPrecedence } from './binary-precedence';
import type { CToken } from './c-token';

/** What a constant expression may read: the next tokens, and the constants known by name. */
export interface ConstantReader {
  peek(): CToken;
  next(): CToken;
  constant(name: string): bigint | undefined;
  /** Counts nesting; false once it is too deep. */
  enter(): boolean;
  leave(): void;
}

/** Reads an integer constant expression (C11 6.6) without `sizeof`, casts and `?:`; `undefined` where it has no value. */
export function parseConstant(reader: ConstantReader, least = 1): bigint | undefined {
  let left = parseUnary(reader);
  for (;;) {
    const sign = reader.peek();
    const strength = sign.kind === 'sign' ? binaryPrecedence[sign.text] : undefined;
    if (left === undefined || strength === undefined || strength < least) return left;
    reader.next();
    const right = parseConstant(reader, strength + 1);
    left = right === undefined ? undefined : apply(sign.text, left, right);
  }
}

function parseUnary(reader: ConstantReader): bigint | undefined {
  if (!reader.enter()) return undefined;
  const value = parseUnaryInside(reader);
  reader.leave();
  return value;
}

function parseUnaryInside(reader: ConstantReader): bigint | undefined {
  const token = reader.peek();
  if (token.kind === 'end') return undefined;
  if (token.kind === 'sign' && !'(-+~!'.includes(token.text)) return undefined;
  reader.next();
  if (token.kind === 'number') return integerValue(token.text);
  if (token.kind === 'character') return characterValue(token.text);
  if (token.kind === 'word') return reader.constant(token.text);
  if (token.kind === 'string') return undefined;
  if (token.text === '(') {
    const value = parseConstant(reader);
    return reader.next().text === ')' ? value : undefined;
  }
  const value = parseUnary(reader);
  if (value === undefined) return undefined;
  if (token.text === '-') return wrap(-value);
  if (token.text === '~') return wrap(~value);
  return token.text === '!' ? truth(value === 0n) : value;
}

/** The value of an integer literal of C (C11 6.4.4.1); `undefined` for anything else. */
export function integerValue(text: string): bigint | undefined {
  const match =
    /^(0[xX][\da-fA-F]{1,16}|0[bB][01]{1,64}|0[0-7]{0,22}|[1-9]\d{0,19})(?:[uU]?[lL]{0,2}|[lL]{1,2}[uU])$/.exec(text);
  const digits = match?.[1];
  if (digits === undefined) return undefined;
  return BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
}

const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11, '0': 0 };

function characterValue(text: string): bigint | undefined {
  const inside = text.slice(1, -1);
  if (inside.length === 1) return BigInt(inside.charCodeAt(0));
  const escaped = inside.length === 2 && inside.startsWith('\\') ? inside.slice(1) : undefined;
  return escaped === undefined ? undefined : BigInt(escapes[escaped] ?? escaped.charCodeAt(0));
}

const truth = (value: boolean) => (value ? 1n : 0n);

/** Keeps numbers small, as 64-bit arithmetic does; what fits `unsigned long long` stays what it is. */
const wrap = (value: bigint) =>
  value > 0xffff_ffff_ffff_ffffn || value < -(2n ** 63n) ? BigInt.asIntN(64, value) : value;

function apply(sign: string, left: bigint, right: bigint): bigint | undefined {
  switch (sign) {
    case '||':
      return truth(left !== 0n || right !== 0n);
    case '&&':
      return truth(left !== 0n && right !== 0n);
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    case '<':
      return truth(left < right);
    case '>':
      return truth(left > right);
    case '<=':
      return truth(left <= right);
    case '>=':
      return truth(left >= right);
    case '<<':
      return right < 0n || right > 63n ? undefined : wrap(left << right);
    case '>>':
      return right < 0n || right > 63n ? undefined : left >> right;
    case '+':
      return wrap(left + right);
    case '-':
      return wrap(left - right);
    case '*':
      return wrap(left * right);
    case '/':
      return right === 0n ? undefined : left / right;
    default:
      return right === 0n ? undefined : left % right;
  }
}
