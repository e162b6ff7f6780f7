import { binaryPrecedence } from '@tracefit/model';
import { parseNested, parsePrimary } from './parse-primary';
import type { Reader } from './reader';
import type { Expression, MemberNode } from './syntax-tree';

/** Every expression inside of another one comes through here, so this is where depth is counted. */
export function parseExpression(reader: Reader): Expression {
  if (!reader.enter()) return { kind: 'bad', span: reader.peek() };
  const expression = parseTernary(reader);
  reader.leave();
  return expression;
}

/** `Ternary = Binary ("?" Ternary? ":" Ternary)?` */
function parseTernary(reader: Reader): Expression {
  const test = parseBinary(reader, 1);
  if (!reader.take('?')) return test;
  const then = reader.at(':') ? undefined : parseExpression(reader);
  reader.expect(':');
  const otherwise = parseExpression(reader);
  return { kind: 'ternary', test, ...(then ? { then } : {}), otherwise, span: reader.since(test.span) };
}

/** `Binary = Unary (BinOp Unary)*` */
function parseBinary(reader: Reader, least: number): Expression {
  let left = parseUnary(reader);
  for (;;) {
    const sign = reader.peek();
    const strength = sign.kind === 'sign' ? binaryPrecedence[sign.text] : undefined;
    if (strength === undefined || strength < least) return left;
    // A slash before a brace closes the predicate.
    if (sign.text === '/' && reader.peek(1).text === '{') return left;
    reader.next();
    const right = parseBinary(reader, strength + 1);
    left = { kind: 'binary', op: sign.text, left, right, span: reader.since(left.span) };
  }
}

const prefixes = new Set(['++', '--', '&', '*', '!', '~', '-', '+']);

/** `Unary = ("++" | "--" | "&" | "*" | "-" | "!" | "~") Unary | Postfix` */
export function parseUnary(reader: Reader): Expression {
  const sign = reader.peek();
  if (sign.kind !== 'sign' || !prefixes.has(sign.text)) return parsePostfix(reader, parsePrimary(reader));
  reader.next();
  const of = parseNested(reader, parseUnary);
  if (sign.text === '&' && of.kind !== 'variable' && of.kind !== 'map') {
    reader.fail('expected a variable or a map after `&`', of.span);
  }
  if (sign.text === '++' || sign.text === '--') refuseOther(reader, of);
  return { kind: 'unary', op: sign.text, opSpan: sign, of, span: reader.since(sign) };
}

function refuseOther(reader: Reader, of: Expression): void {
  if (of.kind !== 'variable' && of.kind !== 'map') {
    reader.fail('only a variable or a map can be counted up or down', of.span);
  }
}

/** `Postfix = Primary ("." field | "->" field | "[" expr "]" | "++" | "--")*` */
function parsePostfix(reader: Reader, primary: Expression): Expression {
  let of = primary;
  for (;;) {
    const sign = reader.peek();
    if (sign.kind !== 'sign') return of;
    if (sign.text === '.' || sign.text === '->') of = parseMember(reader, of);
    else if (sign.text === '[') {
      reader.next();
      const index = parseExpression(reader);
      reader.expect(']');
      of = { kind: 'index', of, index, bracketSpan: reader.since(sign), span: reader.since(of.span) };
    } else if (sign.text === '++' || sign.text === '--') {
      refuseOther(reader, of);
      reader.next();
      of = { kind: 'unary', op: sign.text, opSpan: sign, of, span: reader.since(of.span) };
    } else return of;
    if (reader.failed()) return of;
  }
}

/** Reads `.name`, `->name` or `.0`. */
function parseMember(reader: Reader, of: Expression): MemberNode {
  const sign = reader.next();
  const name = reader.peek();
  const isName = name.kind === 'word' || (name.kind === 'number' && sign.text === '.');
  if (isName) reader.next();
  else reader.fail(`expected the name of a field after \`${sign.text}\``);
  return { kind: 'member', of, name: name.text, nameSpan: name, span: reader.since(of.span) };
}
