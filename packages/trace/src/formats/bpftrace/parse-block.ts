import { parseIf, parseTest } from './parse-primary';
import { parseAnnotation } from './parse-type';
import { parseTypeof } from './parse-typeof';
import { stringValue } from './lexer';
import type { Reader } from './reader';
import type {
  Block,
  Expression,
  ExpressionStatement,
  ForNode,
  ImportNode,
  JumpNode,
  LetNode,
  LoopNode,
  Statement,
  VariableNode,
} from './syntax-tree';

const assignments = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);

/** `{ statement; ... result }`. What cannot be read is a problem, and reading goes on behind it. */
export function parseBlock(reader: Reader): Block {
  const first = reader.peek();
  const statements: Statement[] = [];
  let result: Expression | undefined;
  reader.expect('{');
  if (!reader.enter()) return { kind: 'block', statements, span: first };
  while (!reader.at('}') && reader.peek().kind !== 'end') {
    if (reader.take(';')) continue;
    const statement = parseStatement(reader);
    if (reader.failed()) reader.recover();
    else if (statement.kind === 'expression' && reader.at('}') && !endsItself(statement.value))
      result = statement.value;
    else statements.push(statement);
    if (reader.gaveUp()) break;
  }
  reader.leave();
  if (!reader.gaveUp()) reader.expect('}');
  return { kind: 'block', statements, ...(result ? { result } : {}), span: reader.since(first) };
}

function parseStatement(reader: Reader): Statement {
  const { text, kind } = reader.peek();
  if (kind === 'sign' && text === '{') return closed(reader, reader.grammar.block(reader));
  if (kind === 'word') {
    switch (text) {
      case 'if':
        return closed(reader, parseIf(reader));
      case 'while':
      case 'unroll':
        return parseLoop(reader);
      case 'for':
        return parseFor(reader);
      case 'break':
      case 'continue':
      case 'return':
        return parseJump(reader);
      case 'import':
        return parseImport(reader);
      case 'let':
        return parseLet(reader);
      case '_':
        if (reader.peek(1).text === '=') return parseDiscard(reader);
    }
  }
  return parseExpressionStatement(reader);
}

function closed(reader: Reader, value: Expression): ExpressionStatement {
  return { kind: 'expression', value, span: reader.since(value.span) };
}

/** `if` and blocks need no semicolon. */
function endsItself(value: Expression): boolean {
  return value.kind === 'if' || value.kind === 'block';
}

/** A statement ends with `;`, or with the block around it. */
function expectEnd(reader: Reader): void {
  if (!reader.at('}')) reader.expect(';');
}

function parseExpressionStatement(reader: Reader): Statement {
  const value = reader.grammar.expression(reader);
  const sign = reader.peek();
  if (sign.kind !== 'sign' || !assignments.has(sign.text)) {
    const statement = closed(reader, value);
    expectEnd(reader);
    return statement;
  }
  if (value.kind !== 'variable' && value.kind !== 'map') {
    reader.fail('only a variable or a map can be assigned to', value.span);
  }
  reader.next();
  const assigned = reader.grammar.expression(reader);
  expectEnd(reader);
  return { kind: 'assign', target: value, op: sign.text, value: assigned, span: reader.since(value.span) };
}

function parseDiscard(reader: Reader): Statement {
  const first = reader.next();
  reader.next();
  const value = reader.grammar.expression(reader);
  expectEnd(reader);
  return { kind: 'assign', op: '=', value, span: reader.since(first) };
}

/** `let $x`, `let $x = value`, `let $x : type = value` */
function parseLet(reader: Reader): LetNode {
  const first = reader.next();
  const variable = parseVariable(reader);
  const type = reader.take(':') ? parseAnnotation(reader, parseTypeof) : undefined;
  const value = reader.take('=') ? reader.grammar.expression(reader) : undefined;
  expectEnd(reader);
  return { kind: 'let', variable, ...(type ? { type } : {}), ...(value ? { value } : {}), span: reader.since(first) };
}

/** `$name` */
export function parseVariable(reader: Reader): VariableNode {
  const token = reader.peek();
  if (token.kind === 'variable') reader.next();
  else reader.fail('expected a variable');
  return { kind: 'variable', name: token.text.slice(1), span: token };
}

/** `while (test) { ... }` and `unroll (count) { ... }` */
function parseLoop(reader: Reader): LoopNode {
  const first = reader.next();
  const test = parseTest(reader);
  const body = reader.grammar.block(reader);
  return { kind: 'loop', test, body, span: reader.since(first) };
}

/** `for ($x : @map) { ... }` and `for ($i : start..end) { ... }`; the parentheses may be missing. */
function parseFor(reader: Reader): ForNode {
  const first = reader.next();
  const inParentheses = reader.take('(');
  const variable = parseVariable(reader);
  reader.expect(':');
  const over = reader.grammar.unary(reader);
  const to = reader.take('..') ? reader.grammar.unary(reader) : undefined;
  if (inParentheses) reader.expect(')');
  if (!to && over.kind !== 'map') reader.fail('expected a map or a range to go through', over.span);
  const body = reader.grammar.block(reader);
  return { kind: 'for', variable, over, ...(to ? { to } : {}), body, span: reader.since(first) };
}

function parseJump(reader: Reader): JumpNode {
  const first = reader.next();
  const hasValue = first.text === 'return' && !reader.at(';') && !reader.at('}');
  const value = hasValue ? reader.grammar.expression(reader) : undefined;
  expectEnd(reader);
  return { kind: 'jump', ...(value ? { value } : {}), span: reader.since(first) };
}

/** `import "path";` */
export function parseImport(reader: Reader): ImportNode {
  const first = reader.next();
  const path = reader.peek();
  if (path.kind === 'string') reader.next();
  else reader.fail('expected a path in quotes');
  const span = reader.since(first);
  expectEnd(reader);
  return { kind: 'import', path: path.kind === 'string' ? stringValue(path) : path.text, span };
}
