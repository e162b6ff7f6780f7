import type { SyntaxNode } from '@lezer/common';
import { joinTexts } from '../../../c/source-text';
import { literalText, readLiteral } from './string-literal';
import type { Argument, Expr, Param, Place } from './syntax';
import { childOf, childrenOf, splitChildren } from './tree';

/** Expressions nested deeper are not followed. */
const maxDepth = 200;

/** Turns nodes of the grammar into expressions. */
export interface ExpressionParser {
  readonly source: string;
  depth: number;
}

export function parseExpression(parser: ExpressionParser, node: SyntaxNode): Expr {
  const { from: start, to: end } = node;
  if (parser.depth > maxDepth) return { kind: 'other', parts: [], start, end };
  parser.depth++;
  const expression = parseInside(parser, node);
  parser.depth--;
  return expression;
}

function parseInside(parser: ExpressionParser, node: SyntaxNode): Expr {
  const place = { start: node.from, end: node.to };
  const children = childrenOf(node);
  const [first, second, third] = children;
  const text = parser.source.slice(node.from, node.to);
  const inner = (child: SyntaxNode) => parseExpression(parser, child);
  switch (node.name) {
    case 'VariableName':
    case 'PropertyName':
      return { kind: 'name', name: text, ...place };
    case 'Number': {
      const value = Number(text.replace(/_/g, '').replace(/^0+(?=\d)/, ''));
      return Number.isNaN(value) ? { kind: 'other', parts: [], ...place } : { kind: 'number', value, ...place };
    }
    case 'Boolean':
      return { kind: 'constant', value: text === 'True', ...place };
    case 'None':
      return { kind: 'constant', value: undefined, ...place };
    case 'String':
      return parseString(parser, node);
    case 'FormatString':
      return parseFormat(parser, node);
    case 'ContinuedString': {
      const parts = children.map(inner);
      const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.value] : []));
      if (texts.length === parts.length) return { kind: 'text', value: joinTexts(texts), ...place };
      return { kind: 'join', parts, ...place };
    }
    case 'ParenthesizedExpression': {
      const inside = children.find((child) => child.name !== '(' && child.name !== ')');
      return inside ? inner(inside) : { kind: 'list', items: [], ...place };
    }
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression': {
      const items = children.filter((child) => !/^[()[\]{},]$/.test(child.name));
      return { kind: 'list', items: items.map(inner), ...place };
    }
    case 'DictionaryExpression':
      return { kind: 'dict', entries: parseEntries(parser, children), ...place };
    case 'CallExpression': {
      const list = childOf(node, 'ArgList');
      if (!first) break;
      return { kind: 'call', of: inner(first), args: list ? parseArguments(parser, list) : [], ...place };
    }
    case 'MemberExpression':
      if (!first || !second) break;
      if (second.name === '.')
        return {
          kind: 'member',
          of: inner(first),
          name: third ? parser.source.slice(third.from, third.to) : '',
          ...place,
        };
      return parseIndex(parser, node, inner(first), children.slice(2, -1));
    case 'UnaryExpression':
      if (!first || !second) break;
      if (first.name === 'not') return parseNot(parser, second, place);
      return { kind: 'unary', op: parser.source.slice(first.from, first.to), of: inner(second), ...place };
    case 'BinaryExpression':
      return parseBinary(parser, children, place);
    case 'ConditionalExpression': {
      const [then, , test, , otherwise] = children;
      if (!then || !test || !otherwise) break;
      return { kind: 'conditional', test: inner(test), then: inner(then), otherwise: inner(otherwise), ...place };
    }
    case 'LambdaExpression': {
      const list = childOf(node, 'ParamList');
      const body = children.at(-1);
      if (!body) break;
      return { kind: 'lambda', params: list ? parseParams(parser, list) : [], body: inner(body), ...place };
    }
    case 'ArrayComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'ComprehensionExpression':
      return parseComprehension(parser, children, place);
  }
  const parts = children.filter((child) => /(?:Expression|Name|String)$/.test(child.name)).map(inner);
  return { kind: 'other', parts, ...place };
}

/** `not a and b` is `(not a) and b` (reference, 6.17), where the grammar lets `not` reach over all of it. */
function parseNot(parser: ExpressionParser, operand: SyntaxNode, place: Place): Expr {
  const children = childrenOf(operand);
  const [left, sign] = children;
  const right = children.at(-1);
  if (operand.name === 'BinaryExpression' && left && sign && right && /^(?:and|or)$/.test(sign.name)) {
    const end = operand.to;
    const before = { start: place.start, end: left.to };
    return {
      kind: 'binary',
      op: sign.name,
      left: parseNot(parser, left, before),
      right: parseExpression(parser, right),
      start: place.start,
      end,
    };
  }
  return { kind: 'unary', op: 'not', of: parseExpression(parser, operand), ...place };
}

/** `a op b`; the operator may be two words (`not in`, `is not`). */
function parseBinary(
  parser: ExpressionParser,
  children: readonly SyntaxNode[],
  place: { start: number; end: number },
): Expr {
  const left = children[0];
  const right = children.at(-1);
  if (!left || !right || left === right) return { kind: 'other', parts: [], ...place };
  const op = parser.source.slice(left.to, right.from).replace(/\\\n/g, ' ').trim().split(/\s+/).join(' ');
  return {
    kind: 'binary',
    op: op.replace(/[()]/g, '').trim(),
    left: parseExpression(parser, left),
    right: parseExpression(parser, right),
    ...place,
  };
}

function parseIndex(parser: ExpressionParser, node: SyntaxNode, of: Expr, inside: readonly SyntaxNode[]): Expr {
  const place = { start: node.from, end: node.to };
  const groups = splitChildren(inside, ':');
  const [from, to] = groups.map(([only]) => only && parseExpression(parser, only));
  if (groups.length > 1) return { kind: 'slice', of, from, to, ...place };
  return from ? { kind: 'index', of, index: from, ...place } : { kind: 'other', parts: [of], ...place };
}

function parseEntries(
  parser: ExpressionParser,
  children: readonly SyntaxNode[],
): readonly { readonly key: Expr; readonly value: Expr }[] {
  return splitChildren(children.slice(1, -1), ',').flatMap((group) => {
    const [key, , value] = group;
    return key && value ? [{ key: parseExpression(parser, key), value: parseExpression(parser, value) }] : [];
  });
}

function parseArguments(parser: ExpressionParser, list: SyntaxNode): readonly Argument[] {
  const children = childrenOf(list);
  const inside = children.slice(1, children.at(-1)?.name === ')' ? -1 : undefined);
  const comprehension = inside.some((child) => child.name === 'for');
  if (comprehension) {
    const place = { start: list.from, end: list.to };
    return [{ value: parseComprehension(parser, children, place), ...place }];
  }
  return splitChildren(inside, ',').flatMap((group): readonly Argument[] => {
    const [first, second, third] = group;
    if (!first) return [];
    const place = { start: first.from, end: (group.at(-1) ?? first).to };
    if (second?.name === 'AssignOp' && third) {
      return [{ name: parser.source.slice(first.from, first.to), value: parseExpression(parser, third), ...place }];
    }
    if (/^\*\*?$/.test(parser.source.slice(first.from, first.to)) && second) {
      return [{ name: parser.source.slice(first.from, first.to), value: parseExpression(parser, second), ...place }];
    }
    return [{ value: parseExpression(parser, first), ...place }];
  });
}

export function parseParams(parser: ExpressionParser, list: SyntaxNode): readonly Param[] {
  const inside = childrenOf(list).filter((child) => !/^[()]$/.test(child.name) && child.name !== 'TypeDef');
  return splitChildren(inside, ',').flatMap((group): readonly Param[] => {
    const star = group.find((child) => child.name === '*' || child.name === '**')?.name;
    const name = group.find((child) => child.name === 'VariableName');
    const value = group.some((child) => child.name === 'AssignOp') ? group.at(-1) : undefined;
    if (!name) return [];
    return [
      {
        name: parser.source.slice(name.from, name.to),
        ...(star === '*' || star === '**' ? { star } : {}),
        ...(value ? { value: parseExpression(parser, value) } : {}),
      },
    ];
  });
}

/** `[item for target in over if test]` with one `for`; others are not followed. */
function parseComprehension(
  parser: ExpressionParser,
  children: readonly SyntaxNode[],
  place: { start: number; end: number },
): Expr {
  const words = children.filter((child) => !/^[()[\]{}]$/.test(child.name));
  const at = (name: string) => words.findIndex((child) => child.name === name);
  const [item] = words;
  const [loop, within, test] = [at('for'), at('in'), at('if')];
  const target = words[loop + 1];
  const over = words[within + 1];
  const simple = loop === 1 && within === 3 && words.filter((child) => child.name === 'for').length === 1;
  if (!simple || !item || !target || !over) return { kind: 'other', parts: [], ...place };
  const condition = test < 0 ? undefined : words[test + 1];
  const parse = (child: SyntaxNode) => parseExpression(parser, child);
  return {
    kind: 'comprehension',
    item: parse(item),
    target: parse(target),
    over: parse(over),
    test: condition && parse(condition),
    ...place,
  };
}

function parseString({ source }: ExpressionParser, { from: start, to: end }: SyntaxNode): Expr {
  const literal = readLiteral(source, start, end);
  if (!literal) return { kind: 'other', parts: [], start, end };
  return { kind: 'text', value: literalText(source, literal.start, literal.end, literal.raw), start, end };
}

/** An f-string: texts and the expressions between them; doubled braces are one. */
function parseFormat(parser: ExpressionParser, node: SyntaxNode): Expr {
  const { from: start, to: end } = node;
  const literal = readLiteral(parser.source, start, end);
  if (!literal) return { kind: 'other', parts: [], start, end };
  const parts: Expr[] = [];
  let from = literal.start;
  const text = (to: number) => {
    for (const piece of parser.source.slice(from, to).split(/(?<=\{\{|\}\})/)) {
      const doubled = /(?:\{\{|\}\})$/.test(piece);
      const length = piece.length - (doubled ? 1 : 0);
      if (length > 0)
        parts.push({
          kind: 'text',
          value: literalText(parser.source, from, from + length, literal.raw),
          start: from,
          end: from + length,
        });
      from += piece.length;
    }
  };
  for (const replacement of childrenOf(node).filter((child) => child.name === 'FormatReplacement')) {
    text(replacement.from);
    const inside = childrenOf(replacement).find((child) => !/^[{}]$/.test(child.name));
    if (inside) parts.push(parseExpression(parser, inside));
    from = replacement.to;
  }
  text(literal.end);
  return { kind: 'join', parts, start, end };
}
