import { parseExpression, parseIndexes } from './parse-expression';
import type { Reader } from './reader';
import type { Expression, Statement } from './syntax-tree';

/** Reads `{ .. }`; what cannot be read in it is left out, as a hole. */
export function parseBlock(reader: Reader): Statement {
  const first = reader.peek();
  reader.expect('{');
  const body = reader.nest(() => {
    const statements: Statement[] = [];
    while (!reader.at('}') && !reader.isOver()) {
      const start = reader.peek();
      const statement = reader.attempt(() => parseStatement(reader), 'statement');
      statements.push(statement ?? { kind: 'hole', ...reader.since(start) });
    }
    return statements;
  });
  reader.expect('}');
  return { kind: 'block', body, ...reader.since(first) };
}

export function parseStatement(reader: Reader): Statement {
  return reader.nest(() => {
    const first = reader.peek();
    if (first.kind === 'embedded') {
      reader.next();
      return { kind: 'embedded', ...reader.since(first) };
    }
    if (first.kind === 'string') return parseExpressionStatement(reader);
    switch (first.text) {
      case '{':
        return parseBlock(reader);
      case ';':
        return group(reader);
      case 'if':
        return parseIf(reader);
      case 'while': {
        reader.next();
        reader.expect('(');
        const condition = parseExpression(reader);
        reader.expect(')');
        return { kind: 'group', expressions: [condition], body: [parseStatement(reader)], ...reader.since(first) };
      }
      case 'for':
        return parseFor(reader);
      case 'foreach':
        return parseForeach(reader);
      case 'try':
        return parseTry(reader);
      case 'break':
      case 'continue':
      case 'next':
        return group(reader);
      case 'delete':
      case 'return': {
        reader.next();
        const isEmpty = first.text === 'return' && reader.at(';', '}');
        const expressions = isEmpty ? [] : [parseExpression(reader)];
        return { kind: 'group', expressions, body: [], ...reader.since(first) };
      }
      default:
        return parseExpressionStatement(reader);
    }
  });
}

/** A statement of one word. */
function group(reader: Reader): Statement {
  const first = reader.next();
  return { kind: 'group', expressions: [], body: [], ...reader.since(first) };
}

function parseExpressionStatement(reader: Reader): Statement {
  const first = reader.peek();
  const expression = parseExpression(reader);
  return { kind: 'expression', expression, ...reader.since(first) };
}

function parseIf(reader: Reader): Statement {
  const first = reader.next();
  reader.expect('(');
  const condition = parseExpression(reader);
  reader.expect(')');
  const yes = parseStatement(reader);
  // A semicolon is a statement of its own, and may still stand before `else`.
  if (reader.at(';') && reader.peek(1).text === 'else') reader.next();
  const no = reader.take('else') ? { no: parseStatement(reader) } : {};
  return { kind: 'if', condition, yes, ...no, ...reader.since(first) };
}

function parseFor(reader: Reader): Statement {
  const first = reader.next();
  const expressions: Expression[] = [];
  reader.expect('(');
  for (const close of [';', ';', ')']) {
    if (!reader.at(close)) expressions.push(parseExpression(reader));
    reader.expect(close);
  }
  return { kind: 'group', expressions, body: [parseStatement(reader)], ...reader.since(first) };
}

/** `foreach ([value =] [a+, b] in array[*, 1] @sum- limit 10)` */
function parseForeach(reader: Reader): Statement {
  const first = reader.next();
  const expressions: Expression[] = [];
  reader.expect('(');
  if (reader.peek(1).text === '=') {
    reader.next();
    reader.next();
  }
  if (reader.take('[')) {
    do parseName(reader);
    while (reader.take(','));
    reader.expect(']');
  } else parseName(reader);
  reader.expect('in');
  if (reader.peek().text.startsWith('@hist_')) expressions.push(parseExpression(reader));
  else {
    parseName(reader);
    if (reader.at('[')) expressions.push(...parseIndexes(reader));
  }
  if (reader.peek().text.startsWith('@')) parseName(reader);
  reader.take('+', '-');
  if (reader.take('limit')) expressions.push(parseExpression(reader));
  reader.expect(')');
  return { kind: 'group', expressions, body: [parseStatement(reader)], ...reader.since(first) };
}

/** A name, with the direction it is sorted in. */
function parseName(reader: Reader): void {
  if (reader.peek().kind !== 'word') reader.fail('expected a name');
  reader.next();
  reader.take('+', '-', '++', '--');
}

function parseTry(reader: Reader): Statement {
  const first = reader.next();
  const body = [parseBlock(reader)];
  reader.expect('catch');
  if (reader.take('(')) {
    parseName(reader);
    reader.expect(')');
  }
  body.push(parseBlock(reader));
  return { kind: 'group', expressions: [], body, ...reader.since(first) };
}
