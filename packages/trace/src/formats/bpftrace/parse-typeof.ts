import { tryParseType } from './parse-type';
import type { Reader } from './reader';
import type { Expression, TypeNode } from './syntax-tree';

/** `typeof(type or expression)` */
export function parseTypeof(reader: Reader): TypeNode {
  const first = reader.next();
  reader.expect('(');
  const of = parseTypeOrExpression(reader);
  reader.expect(')');
  const span = reader.since(first);
  return of.kind === 'type' ? { ...of, span } : { kind: 'type', expression: of, span };
}

/** What stands in `sizeof(...)`: a type where the tokens up to `)` or `,` are one, an expression otherwise. */
export function parseTypeOrExpression(reader: Reader): TypeNode | Expression {
  if (reader.at('typeof')) return parseTypeof(reader);
  const start = reader.position();
  const isBareWord = reader.peek(1).text === ')' || reader.peek(1).text === ',';
  const type = tryParseType(reader);
  // A bare word may be a macro as well as a typedef, and only the whole script tells.
  const isType = type && (reader.at(')') || reader.at(',')) && !(isBareWord && type.type?.kind === 'typedef');
  if (isType) return type;
  reader.moveTo(start);
  return reader.grammar.expression(reader);
}
