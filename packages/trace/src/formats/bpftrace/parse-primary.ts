import { numberValue, stringValue } from './lexer';
import { isBuiltin } from './names';
import { parseTypeOrExpression, parseTypeof } from './parse-typeof';
import { tryParseType } from './parse-type';
import type { Reader } from './reader';
import type { Block, Expression, IfNode, MapNode, RecordNode, TypeQueryNode } from './syntax-tree';
import type { Token } from './token';

/** Atoms, calls, everything in parentheses, `if`, `sizeof`, `offsetof`, `typeinfo`, `comptime` and blocks. */
export function parsePrimary(reader: Reader): Expression {
  const token = reader.peek();
  switch (token.kind) {
    case 'number':
      return parseNumber(reader);
    case 'string':
      reader.next();
      return { kind: 'string', value: stringValue(token), span: token };
    case 'variable':
      reader.next();
      return { kind: 'variable', name: token.text.slice(1), span: token };
    case 'positional':
      reader.next();
      return { kind: 'positional', span: token };
    case 'map':
      return parseMap(reader);
    case 'word':
      return parseWord(reader, token);
    default:
      if (token.text === '(') return parseParentheses(reader);
      if (token.text === '{') return reader.grammar.block(reader);
      reader.fail(token.problem ?? 'expected an expression');
      return { kind: 'bad', span: token };
  }
}

function parseNumber(reader: Reader): Expression {
  const token = reader.next();
  const value = numberValue(token.text);
  if (value === undefined) reader.fail('no number of 64 bits is written so', token);
  return { kind: 'number', ...(value === undefined ? {} : { value }), span: token };
}

/** `@name` or `@name[key, ...]` */
export function parseMap(reader: Reader): MapNode {
  const token = reader.next();
  const keys: Expression[] = [];
  if (reader.take('[')) {
    do keys.push(reader.grammar.expression(reader));
    while (reader.take(','));
    reader.expect(']');
  }
  return { kind: 'map', name: token.text.slice(1), keys, span: reader.since(token) };
}

function parseWord(reader: Reader, token: Token): Expression {
  switch (token.text) {
    case 'if':
      return parseIf(reader);
    case 'sizeof':
    case 'offsetof':
    case 'typeinfo':
      if (reader.peek(1).text === '(') return parseTypeQuery(reader, token.text);
      break;
    case 'typeof':
      return parseTypeof(reader);
    case 'comptime': {
      reader.next();
      const of = parseNested(reader, reader.grammar.unary);
      return { kind: 'unary', op: 'comptime', opSpan: token, of, span: reader.since(token) };
    }
  }
  reader.next();
  const isCall = reader.at('(') || (reader.at('!') && reader.peek(1).text === '(' && reader.peek().start === token.end);
  return isCall ? parseCall(reader, token) : { kind: 'word', name: token.text, span: token };
}

/** Reads a unary expression inside of another one, which may go on and on: `!!!x`, `(a)(b)(c)x`. */
export function parseNested(reader: Reader, rule: (reader: Reader) => Expression): Expression {
  if (!reader.enter()) return { kind: 'bad', span: reader.last() };
  const of = rule(reader);
  reader.leave();
  return of;
}

/** `name(arg, ...)`; between 0.22 and 0.23 macros were called as `name!(...)`. */
function parseCall(reader: Reader, name: Token): Expression {
  reader.take('!');
  reader.expect('(');
  const args: Expression[] = [];
  if (!reader.at(')')) {
    do args.push(reader.grammar.expression(reader));
    while (reader.take(','));
  }
  reader.expect(')');
  return { kind: 'call', name: name.text, nameSpan: name, args, span: reader.since(name) };
}

/** `if cond { ... } else if cond { ... } else { ... }` */
export function parseIf(reader: Reader): IfNode {
  const first = reader.peek();
  const branches: { readonly test: Expression; readonly body: Block }[] = [];
  let otherwise: Block | undefined;
  do {
    reader.expect('if');
    const test = parseTest(reader);
    branches.push({ test, body: reader.grammar.block(reader) });
    if (!reader.take('else')) break;
    if (reader.at('{')) otherwise = reader.grammar.block(reader);
    else if (!reader.at('if')) reader.fail('expected `{` or `if`');
  } while (!otherwise && reader.at('if'));
  return { kind: 'if', branches, ...(otherwise ? { otherwise } : {}), span: reader.since(first) };
}

/** The condition of `if`, `while` and `unroll`: without parentheses a unary expression, since `{` opens the body. */
export function parseTest(reader: Reader): Expression {
  if (!reader.take('(')) return reader.grammar.unary(reader);
  const test = reader.grammar.expression(reader);
  reader.expect(')');
  return test;
}

function parseTypeQuery(reader: Reader, word: TypeQueryNode['word']): TypeQueryNode {
  const first = reader.next();
  reader.expect('(');
  const of = parseTypeOrExpression(reader);
  const path: string[] = [];
  if (word === 'offsetof') {
    reader.expect(',');
    do {
      const name = reader.next();
      if (name.kind !== 'word') reader.fail('expected the name of a field', name);
      path.push(name.text);
    } while (reader.take('.'));
  }
  reader.expect(')');
  return { kind: 'type_query', word, of, path, span: reader.since(first) };
}

/** An empty tuple, a record, a cast, a tuple, or an expression in parentheses, told apart in this order. */
function parseParentheses(reader: Reader): Expression {
  const first = reader.next();
  if (reader.take(')')) return { kind: 'tuple', items: [], span: reader.since(first) };
  const { kind, text } = reader.peek();
  if (kind === 'word' && reader.peek(1).text === '=' && !isBuiltin(text)) return parseRecord(reader, first);
  const cast = tryParseCast(reader, first);
  if (cast) return cast;
  const expression = reader.grammar.expression(reader);
  if (!reader.at(',')) {
    reader.expect(')');
    return expression;
  }
  const items = [expression];
  while (reader.take(',')) {
    if (reader.at(')')) break;
    items.push(reader.grammar.expression(reader));
  }
  reader.expect(')');
  return { kind: 'tuple', items, span: reader.since(first) };
}

/** `name=value, ...)` */
function parseRecord(reader: Reader, first: Token): RecordNode {
  const fields: { readonly name: string; readonly value: Expression }[] = [];
  do {
    const name = reader.next();
    if (name.kind !== 'word') reader.fail('expected the name of a field', name);
    reader.expect('=');
    fields.push({ name: name.text, value: reader.grammar.expression(reader) });
  } while (reader.take(','));
  reader.expect(')');
  return { kind: 'record', fields, span: reader.since(first) };
}

/** `(type)value`; nothing is taken where it is no cast. */
function tryParseCast(reader: Reader, first: Token): Expression | undefined {
  const start = reader.position();
  const isTypeof = reader.at('typeof');
  const to = isTypeof ? parseTypeof(reader) : tryParseType(reader);
  if (reader.failed()) return undefined;
  if (!to || !reader.at(')') || !startsExpression(reader.peek(1))) {
    reader.moveTo(start);
    return undefined;
  }
  reader.next();
  const of = parseNested(reader, reader.grammar.unary);
  return { kind: 'cast', to, of, span: reader.since(first) };
}

function startsExpression({ kind, text }: Token): boolean {
  if (kind === 'sign') return ['(', '-', '!', '~', '*', '&', '--', '++'].includes(text);
  return kind !== 'end' && kind !== 'bad';
}
