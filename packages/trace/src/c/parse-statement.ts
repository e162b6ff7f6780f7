import { parseAssignment, parseExpression, parseList, typeofValue } from './parse-expression';
import { isTypeof } from './typeof';
import type { BlockNode, CallNode, Expression, Statement, Variable } from './syntax';
import {
  closing,
  expect,
  maxDepth,
  namesType,
  next,
  peek,
  placeFrom,
  readDecl,
  take,
  type TokenReader,
} from './token-reader';
import type { Token } from './tokens';
import { storageWords } from './type-words';

export function parseBlock(reader: TokenReader): BlockNode {
  const start = reader.at;
  const statements: Statement[] = [];
  const close = closing(reader.tokens, reader.at);
  expect(reader, '{');
  while (!take(reader, '}')) {
    if (peek(reader).kind === 'end' && !reader.failed) break;
    const from = reader.at;
    const statement = parseStatement(reader);
    if (!reader.failed) statements.push(statement);
    else statements.push(recover(reader, from, close));
  }
  return { kind: 'block', statements, ...placeFrom(reader, start) };
}

/** Goes on behind the statement that failed. */
function recover(reader: TokenReader, from: number, close: number): Statement {
  reader.failed = false;
  reader.depth = 0;
  const last = close < 0 ? reader.tokens.length : close;
  let at = from;
  for (; at < last; at++) {
    const text = reader.tokens[at]?.kind === 'sign' ? reader.tokens[at]?.text : undefined;
    if (text === '(' || text === '[' || text === '{') {
      const end = closing(reader.tokens, at);
      if (end < 0 || end > last) break;
      at = end;
      if (text === '{') break;
    } else if (text === ';') break;
  }
  reader.at = Math.min(Math.max(at + 1, from + 1), Math.max(last, from + 1));
  const hole = { kind: 'hole' as const, ...placeFrom(reader, from) };
  reader.holes.push(hole);
  return hole;
}

function parseStatement(reader: TokenReader): Statement {
  if (++reader.depth > maxDepth) reader.failed = true;
  const statement = parseStatementInside(reader);
  reader.depth--;
  return statement;
}

function parseStatementInside(reader: TokenReader): Statement {
  const start = reader.at;
  const { kind, text } = peek(reader);
  if (text === '{' && kind === 'sign') return parseBlock(reader);
  if (take(reader, ';')) return { kind: 'block', statements: [], ...placeFrom(reader, start) };
  if (kind === 'word') {
    switch (text) {
      case 'if':
        return parseIf(reader);
      case 'for':
        return parseFor(reader);
      case 'while':
      case 'switch': {
        next(reader);
        const test = parseTest(reader);
        const body = parseStatement(reader);
        return { kind: 'loop', head: [test], body, ...placeFrom(reader, start) };
      }
      case '_Pragma':
      case '_Static_assert': {
        next(reader);
        reader.at = Math.max(reader.at, closing(reader.tokens, reader.at) + 1);
        return { kind: 'block', statements: [], ...placeFrom(reader, start) };
      }
      case 'do': {
        next(reader);
        const body = parseStatement(reader);
        expect(reader, 'while');
        const test = parseTest(reader);
        take(reader, ';');
        return { kind: 'loop', head: [test], body, ...placeFrom(reader, start) };
      }
      case 'return':
      case 'goto':
      case 'break':
      case 'continue': {
        next(reader);
        const value = peek(reader).text === ';' ? undefined : parseExpression(reader);
        expect(reader, ';');
        return { kind: 'jump', word: text, value, ...placeFrom(reader, start) };
      }
      case 'case': {
        next(reader);
        const values = [parseExpression(reader)];
        if (take(reader, '...')) values.push(parseExpression(reader));
        expect(reader, ':');
        const statements: Statement[] = values.map((value) => ({
          kind: 'expression',
          value,
          start: value.start,
          end: value.end,
        }));
        if (peek(reader).text !== '}') statements.push(parseStatement(reader));
        return { kind: 'block', statements, ...placeFrom(reader, start) };
      }
      case 'asm':
      case '__asm__':
        while (!take(reader, ';') && peek(reader).kind !== 'end') next(reader);
        return { kind: 'block', statements: [], ...placeFrom(reader, start) };
    }
    // A label.
    if (peek(reader, 1).text === ':' && peek(reader, 1).kind === 'sign') {
      reader.at += 2;
      return peek(reader).text === '}'
        ? { kind: 'block', statements: [], ...placeFrom(reader, start) }
        : parseStatement(reader);
    }
    if (declares(reader)) return parseDeclaration(reader);
  }
  const value = parseExpression(reader);
  // A word that stands alone on its line is a macro, which says nothing of what is read: `__pragma_loop_unroll_full`.
  if (value.kind === 'name' && peek(reader).first === true)
    return { kind: 'block', statements: [], ...placeFrom(reader, start) };
  if (value.kind === 'call' && (peek(reader).text === '{' || isLoopHead(value))) {
    // A macro that stands for the head of a loop: `bpf_for(i, 0, 10) { .. }`.
    const body = parseStatement(reader);
    return {
      kind: 'loop',
      head: [{ kind: 'expression', value, start: value.start, end: value.end }],
      body,
      ...placeFrom(reader, start),
    };
  }
  expect(reader, ';');
  return { kind: 'expression', value, ...placeFrom(reader, start) };
}

/** Macros of bpf_helpers.h and bpf_experimental.h that loops begin with (Linux 6.12). */
function isLoopHead({ of }: CallNode): boolean {
  return of.kind === 'name' && /^bpf_(?:for|for_each|repeat)$/.test(of.name);
}

function parseTest(reader: TokenReader): Statement {
  const start = reader.at;
  expect(reader, '(');
  const value = parseExpression(reader);
  expect(reader, ')');
  return { kind: 'expression', value, ...placeFrom(reader, start) };
}

function parseIf(reader: TokenReader): Statement {
  const start = reader.at;
  next(reader);
  expect(reader, '(');
  const test = parseExpression(reader);
  expect(reader, ')');
  const then = parseStatement(reader);
  const otherwise = take(reader, 'else') ? parseStatement(reader) : undefined;
  return { kind: 'if', test, then, otherwise, ...placeFrom(reader, start) };
}

function parseFor(reader: TokenReader): Statement {
  const start = reader.at;
  next(reader);
  expect(reader, '(');
  const head: Statement[] = [];
  if (declares(reader)) head.push(parseDeclaration(reader));
  else if (!take(reader, ';')) {
    const value = parseExpression(reader);
    head.push({ kind: 'expression', value, start: value.start, end: value.end });
    expect(reader, ';');
  }
  for (const last of [';', ')']) {
    if (take(reader, last)) continue;
    const value = parseExpression(reader);
    head.push({ kind: 'expression', value, start: value.start, end: value.end });
    expect(reader, last);
  }
  const body = parseStatement(reader);
  return { kind: 'loop', head, body, ...placeFrom(reader, start) };
}

/** Whether a declaration follows: a type word, or a name with another name or a star and a name behind it. */
function declares(reader: TokenReader): boolean {
  const first = peek(reader);
  if (first.kind !== 'word') return false;
  if (storageWords.has(first.text) || first.text === '__attribute__') return true;
  if (isTypeof(first.text)) return true;
  if (namesType(reader, first.text)) return !['(', '.', '->', '=', '['].includes(peek(reader, 1).text);
  if (reader.values.has(first.text)) return false;
  let ahead = 1;
  while (peek(reader, ahead).text === '*') ahead++;
  const name = peek(reader, ahead);
  if (name.kind !== 'word') return false;
  const behind = peek(reader, ahead + 1);
  return behind.kind === 'sign' && ['=', ';', ',', '['].includes(behind.text);
}

/** `type a = 1, *b, c[2];` */
function parseDeclaration(reader: TokenReader): Statement {
  const start = reader.at;
  const specifiers = takeSpecifiers(reader);
  const variables: Variable[] = [];
  while (!take(reader, ';')) {
    if (variables.length > 0) expect(reader, ',');
    if (peek(reader).kind === 'end') {
      reader.failed = true;
      break;
    }
    variables.push(parseVariable(reader, specifiers));
  }
  return { kind: 'declaration', variables, ...placeFrom(reader, start) };
}

/** The words of a declaration before its first name or star; a struct's body is among them. */
function takeSpecifiers(reader: TokenReader): readonly Token[] {
  const start = reader.at;
  let hasType = false;
  for (;;) {
    const { kind, text } = peek(reader);
    if (text === 'struct' || text === 'union' || text === 'enum') {
      next(reader);
      if (peek(reader).kind === 'word') next(reader);
      if (peek(reader).text === '{') reader.at = Math.max(reader.at + 1, closing(reader.tokens, reader.at) + 1);
      hasType = true;
    } else if (text === '__attribute__' || isTypeof(text)) {
      next(reader);
      reader.at = Math.max(reader.at, closing(reader.tokens, reader.at) + 1);
      hasType ||= text !== '__attribute__';
    } else if (kind === 'word' && storageWords.has(text)) next(reader);
    else if (kind === 'word' && ['const', 'volatile', 'unsigned', 'signed', 'long', 'short'].includes(text)) {
      hasType ||= text !== 'const' && text !== 'volatile';
      next(reader);
    } else if (kind === 'word' && (text === 'int' || text === 'char' || text === 'double' || !hasType)) {
      hasType = true;
      next(reader);
    } else return reader.tokens.slice(start, reader.at);
  }
}

function parseVariable(reader: TokenReader, specifiers: readonly Token[]): Variable {
  const start = reader.at;
  let depth = 0;
  for (;;) {
    const { kind, text } = peek(reader);
    if (kind === 'end') break;
    if (kind === 'sign' && depth === 0 && (text === ',' || text === ';' || text === '=')) break;
    if (kind === 'sign' && (text === '(' || text === '[')) depth++;
    if (kind === 'sign' && (text === ')' || text === ']')) depth--;
    if (depth < 0 || (kind === 'sign' && (text === '{' || text === '}'))) {
      reader.failed = true;
      break;
    }
    next(reader);
  }
  const declarator = reader.tokens.slice(start, reader.at);
  const decl = readDecl([...specifiers, ...declarator]);
  const name = decl?.name ?? declarator.find(({ kind }) => kind === 'word')?.text ?? '';
  reader.values.add(name);
  let value: Expression | undefined;
  if (take(reader, '=')) value = peek(reader).text === '{' ? parseList(reader) : parseAssignment(reader);
  const typeOf = typeofValue(reader, specifiers);
  return { name, type: decl?.type, ...(typeOf ? { typeOf } : {}), value, ...placeFrom(reader, start) };
}
