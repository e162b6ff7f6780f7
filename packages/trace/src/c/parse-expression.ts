import type { Expression, TypeNode } from './syntax';
import {
  closing,
  createTokenReader,
  expect,
  maxDepth,
  namesType,
  next,
  peek,
  placeFrom,
  readType,
  spellsType,
  take,
  type TokenReader,
} from './token-reader';
import type { Token } from './tokens';
import { isTypeof, withoutTypeof } from './typeof';
import { storageWords, typeKeywords } from './type-words';

const strength: Readonly<Record<string, number>> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '>': 7, '<=': 7, '>=': 7, '<<': 8, '>>': 8,
  '+': 9, '-': 9, '*': 10, '/': 10, '%': 10,
}; // prettier-ignore

/** Longer chains of members, elements and calls are a hole. */
const maxParts = 500;

const assigns = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);

/** `a, b` */
export function parseExpression(reader: TokenReader): Expression {
  const start = reader.at;
  let left = parseAssignment(reader);
  while (take(reader, ',')) {
    const right = parseAssignment(reader);
    left = { kind: 'binary', op: ',', left, right, ...placeFrom(reader, start) };
  }
  return left;
}

export function parseAssignment(reader: TokenReader): Expression {
  const start = reader.at;
  if (++reader.depth > maxDepth) reader.failed = true;
  const left = parseTernary(reader);
  const { text: op, kind } = peek(reader);
  let whole: Expression = left;
  if (kind === 'sign' && assigns.has(op)) {
    next(reader);
    const right = peek(reader).text === '{' ? parseList(reader) : parseAssignment(reader);
    whole = { kind: 'assign', op, left, right, ...placeFrom(reader, start) };
  }
  reader.depth--;
  return whole;
}

function parseTernary(reader: TokenReader): Expression {
  const start = reader.at;
  const test = parseBinary(reader, 1);
  if (!take(reader, '?')) return test;
  const then = peek(reader).text === ':' ? undefined : parseExpression(reader);
  expect(reader, ':');
  const otherwise = parseAssignment(reader);
  return { kind: 'ternary', test, then, otherwise, ...placeFrom(reader, start) };
}

function parseBinary(reader: TokenReader, least: number): Expression {
  const start = reader.at;
  let left = parseUnary(reader);
  for (;;) {
    const { kind, text: op } = peek(reader);
    const power = kind === 'sign' ? strength[op] : undefined;
    if (power === undefined || power < least) return left;
    next(reader);
    const right = parseBinary(reader, power + 1);
    left = { kind: 'binary', op, left, right, ...placeFrom(reader, start) };
  }
}

function parseUnary(reader: TokenReader): Expression {
  if (++reader.depth > maxDepth) reader.failed = true;
  const whole = parseUnaryInside(reader);
  reader.depth--;
  return whole;
}

function parseUnaryInside(reader: TokenReader): Expression {
  const start = reader.at;
  const { kind, text } = peek(reader);
  if (kind === 'sign' && ['*', '&', '-', '+', '!', '~', '++', '--', '&&'].includes(text)) {
    next(reader);
    const of = parseUnary(reader);
    return { kind: 'unary', op: text, of, ...placeFrom(reader, start) };
  }
  if (kind === 'word' && (text === 'sizeof' || text === '_Alignof' || text === '__alignof__'))
    return parseSizeof(reader);
  if (text === '(' && kind === 'sign') {
    const type = castAhead(reader);
    if (type) {
      if (peek(reader).text === '{')
        return parseParts(reader, { ...parseList(reader), type, ...placeFrom(reader, start) }, start);
      const of = parseUnary(reader);
      return { kind: 'cast', type, of, ...placeFrom(reader, start) };
    }
  }
  return parsePostfix(reader);
}

function parseSizeof(reader: TokenReader): Expression {
  const start = reader.at;
  next(reader);
  const type = peek(reader).text === '(' ? castAhead(reader) : undefined;
  const of = type ?? parseUnary(reader);
  return { kind: 'unary', op: 'sizeof', of, ...placeFrom(reader, start) };
}

/** Takes `(type)`, if that is what follows. */
function castAhead(reader: TokenReader): TypeNode | undefined {
  const close = closing(reader.tokens, reader.at);
  if (close < 0) return undefined;
  const inside = reader.tokens.slice(reader.at + 1, close);
  const first = inside.find(({ text }) => !storageWords.has(text));
  if (first?.kind !== 'word') return undefined;
  const isType = namesType(reader, first.text) || isPointerType(reader, inside);
  if (
    !isType ||
    withoutTypeof(inside).some((token) => token.kind === 'sign' && /^(?:->|\.|[-+/%!<>=&|]+)$/.test(token.text))
  )
    return undefined;
  const start = reader.at;
  const type = readType(inside);
  const typeOf = typeofValue(reader, inside);
  reader.at = close + 1;
  return { kind: 'type', type, ...(typeOf ? { typeOf } : {}), ...placeFrom(reader, start) };
}

/** The value whose type is meant by `typeof(p->a)`; those in the body of a struct are another matter. */
export function typeofValue(reader: TokenReader, words: readonly Token[]): Expression | undefined {
  const at = words.findIndex(({ text }) => isTypeof(text));
  if (at < 0 || words[at + 1]?.text !== '(' || words.some(({ text }) => text === '{')) return undefined;
  const close = closing(words, at + 1);
  const word = words[at];
  const inside =
    word?.text === '___type'
      ? [{ ...word, text: '___arrow' }, ...words.slice(at + 1, close + 1)]
      : words.slice(at + 2, Math.max(at + 2, close));
  if (inside.length === 0 || spellsType(inside)) return undefined;
  const inner: TokenReader = { ...createTokenReader(inside, reader.typedefs, reader.block), values: reader.values };
  inner.depth = reader.depth;
  const value = parseExpression(inner);
  return inner.failed ? undefined : value;
}

/** `(name *)`: nothing but stars behind a word. */
function isPointerType(reader: TokenReader, inside: TokenReader['tokens']): boolean {
  const [first, ...stars] = inside;
  return stars.length > 0 && stars.every(({ text }) => text === '*') && !reader.values.has(first?.text ?? '');
}

function parsePostfix(reader: TokenReader): Expression {
  const start = reader.at;
  return parseParts(reader, parsePrimary(reader), start);
}

/** Members, elements and calls of a value. */
function parseParts(reader: TokenReader, of: Expression, start: number): Expression {
  let value = of;
  for (let parts = 0; ; parts++) {
    const { kind, text } = peek(reader);
    if (kind !== 'sign') return value;
    if (parts > maxParts) reader.failed = true;
    if (text === '.' || text === '->') {
      next(reader);
      const name = next(reader);
      if (name.kind !== 'word') reader.failed = true;
      value = {
        kind: 'member',
        of: value,
        name: name.text,
        namePlace: { start: name.start, end: name.end },
        ...placeFrom(reader, start),
      };
    } else if (text === '[') {
      next(reader);
      const index = parseExpression(reader);
      expect(reader, ']');
      value = { kind: 'index', of: value, index, ...placeFrom(reader, start) };
    } else if (text === '(') {
      next(reader);
      const args = parseArguments(reader);
      value = { kind: 'call', of: value, args, ...placeFrom(reader, start) };
    } else if (text === '++' || text === '--') {
      next(reader);
      value = { kind: 'unary', op: text, of: value, ...placeFrom(reader, start) };
    } else return value;
  }
}

/** Arguments up to the closing parenthesis; those of macros may be types. */
function parseArguments(reader: TokenReader): readonly Expression[] {
  const args: Expression[] = [];
  while (!take(reader, ')')) {
    if (args.length > 0) expect(reader, ',');
    // Where a macro has nothing to put in.
    if (args.length > 0 && take(reader, ')')) break;
    if (peek(reader).kind === 'end') {
      reader.failed = true;
      break;
    }
    args.push(parseArgument(reader));
  }
  return args;
}

function parseArgument(reader: TokenReader): Expression {
  const { kind, text } = peek(reader);
  if (kind === 'sign' && Object.hasOwn(strength, text) && [',', ')'].includes(peek(reader, 1).text)) {
    // `bpf_cmp_likely(a, >=, b)`
    const at = reader.at;
    next(reader);
    return { kind: 'literal', text, ...placeFrom(reader, at) };
  }
  if (kind !== 'word' || !(typeKeywords.has(text) || reader.typedefs.has(text)) || reader.values.has(text)) {
    return text === '{' ? parseList(reader) : parseAssignment(reader);
  }
  const start = reader.at;
  let depth = 0;
  while (peek(reader).kind !== 'end') {
    const sign = peek(reader);
    if (sign.kind === 'sign' && '([{'.includes(sign.text)) depth++;
    if (sign.kind === 'sign' && ')]}'.includes(sign.text) && depth-- === 0) break;
    if (sign.text === ',' && depth === 0) break;
    next(reader);
  }
  const words = reader.tokens.slice(start, reader.at);
  const typeOf = typeofValue(reader, words);
  return { kind: 'type', type: readType(words), ...(typeOf ? { typeOf } : {}), ...placeFrom(reader, start) };
}

function parsePrimary(reader: TokenReader): Expression {
  const start = reader.at;
  const token = next(reader);
  switch (token.kind) {
    case 'word':
      return { kind: 'name', name: token.text, ...placeFrom(reader, start) };
    case 'number':
    case 'char': {
      const { text, macro } = token;
      return { kind: 'literal', text, ...(macro === undefined ? {} : { macro }), ...placeFrom(reader, start) };
    }
    case 'string':
      while (peek(reader).kind === 'string') next(reader);
      return { kind: 'literal', text: token.text, ...placeFrom(reader, start) };
    case 'sign':
      if (token.text === '(') {
        if (peek(reader).text === '{') {
          const body = reader.block(reader);
          expect(reader, ')');
          return { kind: 'block_expression', body, ...placeFrom(reader, start) };
        }
        const inside = parseExpression(reader);
        expect(reader, ')');
        return inside;
      }
      if (token.text === '{') {
        reader.at--;
        return parseList(reader);
      }
      break;
    case 'directive':
    case 'end':
  }
  reader.failed = true;
  return { kind: 'literal', text: '', ...placeFrom(reader, start) };
}

/** `{ a, [1] = b, .c = d }` */
export function parseList(reader: TokenReader): Expression & { readonly kind: 'list' } {
  const start = reader.at;
  const items: Expression[] = [];
  expect(reader, '{');
  while (!take(reader, '}')) {
    if (peek(reader).kind === 'end') {
      reader.failed = true;
      break;
    }
    while (peek(reader).text === '.' || peek(reader).text === '[') {
      if (take(reader, '.')) next(reader);
      else reader.at = Math.max(reader.at + 1, closing(reader.tokens, reader.at) + 1);
    }
    if (peek(reader, 1).text === ':' && peek(reader).kind === 'word') reader.at += 2;
    take(reader, '=');
    items.push(peek(reader).text === '{' ? parseList(reader) : parseAssignment(reader));
    if (!take(reader, ',') && peek(reader).text !== '}') reader.failed = true;
  }
  return { kind: 'list', items, ...placeFrom(reader, start) };
}
