import type { SyntaxNode } from '@lezer/common';
import { parser as grammar } from '@lezer/python';
import { parseExpression, parseParams, type ExpressionParser } from './parse-expression';
import type { Expr, Place, Stmt } from './syntax';
import { childOf, childrenOf, splitChildren } from './tree';

export interface PythonFile {
  readonly body: readonly Stmt[];
  /** Places the grammar could not make sense of. */
  readonly errors: readonly Place[];
}

/** Blocks nested deeper are not read. */
const maxDepth = 100;

/** Python itself refuses more than 200 open brackets (MAXLEVEL, Parser/tokenizer.h); those in text count here too. */
const maxOpen = 500;

/** Reads a Python file. What the grammar cannot read is told, and the rest is read all the same. */
export function parsePython(source: string): PythonFile {
  const tooDeep = bracketBeyond(source, maxOpen);
  if (tooDeep !== undefined) return { body: [], errors: [{ start: tooDeep, end: tooDeep + 1 }] };
  const tree = grammar.parse(source);
  const errors: Place[] = [];
  tree.iterate({
    enter: ({ type, from, to }) => {
      if (type.isError && errors.length < 100) errors.push({ start: from, end: Math.max(to, from + 1) });
    },
  });
  return { body: parseStatements({ source, depth: 0 }, childrenOf(tree.topNode)), errors };
}

/** Where more brackets are open than that: the grammar's tree does not hold together there. */
function bracketBeyond(source: string, most: number): number | undefined {
  let open = 0;
  for (const { 0: bracket, index } of source.matchAll(/[([{}\])]/g)) {
    open = '([{'.includes(bracket) ? open + 1 : Math.max(0, open - 1);
    if (open > most) return index;
  }
  return undefined;
}

function parseStatements(parser: ExpressionParser, nodes: readonly SyntaxNode[]): readonly Stmt[] {
  if (parser.depth > maxDepth) return [];
  parser.depth++;
  const statements = nodes.flatMap((node) => parseStatement(parser, node));
  parser.depth--;
  return statements;
}

function parseBody(parser: ExpressionParser, body: SyntaxNode | undefined): readonly Stmt[] {
  return body
    ? parseStatements(
        parser,
        childrenOf(body).filter((child) => child.name !== ':'),
      )
    : [];
}

function parseStatement(parser: ExpressionParser, node: SyntaxNode): readonly Stmt[] {
  const place = { start: node.from, end: node.to };
  const children = childrenOf(node);
  const expression = (child: SyntaxNode) => parseExpression(parser, child);
  const [first, second] = children;
  switch (node.name) {
    case 'StatementGroup':
      return parseStatements(parser, children);
    case 'ExpressionStatement':
      return first ? [{ kind: 'expression', value: expression(first), ...place }] : [];
    case 'AssignStatement':
      return parseAssign(parser, children, place);
    case 'UpdateStatement': {
      const value = children.at(-1);
      if (!first || !second || !value) return [];
      const op = parser.source.slice(second.from, second.to - 1);
      return [{ kind: 'update', op, target: expression(first), value: expression(value), ...place }];
    }
    case 'IfStatement':
      return parseIf(parser, children, place);
    case 'MatchStatement': {
      // Which case it is, is not followed: any may be.
      const clauses = childrenOf(childOf(node, 'MatchBody') ?? node).filter((child) => child.name === 'MatchClause');
      const test = { kind: 'other', parts: second ? [expression(second)] : [], ...place } as const;
      const branches = clauses.map((clause) => ({ test, body: parseBody(parser, childOf(clause, 'Body')) }));
      return [{ kind: 'if', branches, otherwise: [], ...place }];
    }
    case 'ForStatement': {
      const at = children.findIndex((child) => child.name === 'in');
      const target = targetOf(parser, children.slice(1, at), place);
      const over = children[at + 1];
      const [body, otherwise] = children.filter((child) => child.name === 'Body');
      if (at < 0 || !over) return [];
      return [
        {
          kind: 'for',
          target,
          over: expression(over),
          body: parseBody(parser, body),
          otherwise: parseBody(parser, otherwise),
          ...place,
        },
      ];
    }
    case 'WhileStatement':
      return second
        ? [{ kind: 'while', test: expression(second), body: parseBody(parser, childOf(node, 'Body')), ...place }]
        : [];
    case 'TryStatement':
      return [parseTry(parser, children, place)];
    case 'DecoratedStatement':
      return parseStatements(
        parser,
        children.filter((child) => /Definition$/.test(child.name)),
      );
    case 'FunctionDefinition': {
      const name = childOf(node, 'VariableName');
      const list = childOf(node, 'ParamList');
      if (!name) return [];
      const params = list ? parseParams(parser, list) : [];
      const body = parseBody(parser, childOf(node, 'Body'));
      return [{ kind: 'def', name: parser.source.slice(name.from, name.to), params, body, ...place }];
    }
    case 'ClassDefinition': {
      const name = childOf(node, 'VariableName');
      return name
        ? [
            {
              kind: 'class',
              name: parser.source.slice(name.from, name.to),
              body: parseBody(parser, childOf(node, 'Body')),
              ...place,
            },
          ]
        : [];
    }
    case 'ReturnStatement':
      return [{ kind: 'jump', word: 'return', value: second && listOf(parser, children.slice(1), place), ...place }];
    case 'RaiseStatement':
      return [{ kind: 'jump', word: 'raise', value: second && expression(second), ...place }];
    case 'BreakStatement':
      return [{ kind: 'jump', word: 'break', value: undefined, ...place }];
    case 'ContinueStatement':
      return [{ kind: 'jump', word: 'continue', value: undefined, ...place }];
    case 'ImportStatement':
      return parseImport(parser, place);
    case 'WithStatement':
      return [parseWith(parser, children, place)];
    case 'ScopeStatement': {
      const names = children.slice(1).filter((child) => child.name === 'VariableName');
      return [{ kind: 'global', names: names.map((name) => parser.source.slice(name.from, name.to)), ...place }];
    }
    default:
      return [{ kind: 'pass', ...place }];
  }
}

/** `a, b`: several are a tuple. */
function listOf(parser: ExpressionParser, nodes: readonly SyntaxNode[], place: Place): Expr {
  const items = nodes.filter((node) => node.name !== ',');
  const [only] = items;
  if (items.length === 1 && nodes.length === 1 && only) return parseExpression(parser, only);
  return { kind: 'list', items: items.map((item) => parseExpression(parser, item)), ...place };
}

function targetOf(parser: ExpressionParser, nodes: readonly SyntaxNode[], place: Place): Expr {
  return listOf(parser, nodes, place);
}

function parseAssign(parser: ExpressionParser, children: readonly SyntaxNode[], place: Place): readonly Stmt[] {
  const groups = splitChildren(
    children.filter((child) => child.name !== 'TypeDef'),
    'AssignOp',
  ).map((group) => listOf(parser, group, place));
  const value = groups.at(-1);
  const [only] = groups;
  // `name: type` declares a field of a data class.
  if (groups.length === 1 && only?.kind === 'name' && children.some((child) => child.name === 'TypeDef'))
    return [{ kind: 'assign', targets: [only], value: { kind: 'other', parts: [], ...place }, ...place }];
  return value && groups.length > 1 ? [{ kind: 'assign', targets: groups.slice(0, -1), value, ...place }] : [];
}

function parseIf(parser: ExpressionParser, children: readonly SyntaxNode[], place: Place): readonly Stmt[] {
  const branches: { test: Expr; body: readonly Stmt[] }[] = [];
  let otherwise: readonly Stmt[] = [];
  for (const [at, child] of children.entries()) {
    if (child.name === 'else') otherwise = parseBody(parser, children[at + 1]);
    const test = children[at + 1];
    if ((child.name === 'if' || child.name === 'elif') && test) {
      branches.push({ test: parseExpression(parser, test), body: parseBody(parser, children[at + 2]) });
    }
  }
  return [{ kind: 'if', branches, otherwise, ...place }];
}

function parseTry(parser: ExpressionParser, children: readonly SyntaxNode[], place: Place): Stmt {
  let word = '';
  const found: Record<string, Stmt[]> = { try: [], else: [], finally: [] };
  const handlers: (readonly Stmt[])[] = [];
  for (const child of children) {
    if (/^(?:try|except|else|finally)$/.test(child.name)) word = child.name;
    if (child.name !== 'Body') continue;
    const body = parseBody(parser, child);
    if (word === 'except') handlers.push(body);
    else found[word]?.push(...body);
  }
  const { try: body = [], else: otherwise = [], finally: last = [] } = found;
  return { kind: 'try', body, handlers, otherwise, last, ...place };
}

/** `import a.b as c`, `from a import b as c, d` */
function parseImport(parser: ExpressionParser, place: Place): readonly Stmt[] {
  const text = parser.source.slice(place.start, place.end).replace(/[\\()\n]/g, ' ');
  const from = /^\s*from\s+([\w.]+)\s+import\s+([^]*)$/.exec(text);
  const list = (names: string) =>
    names.split(',').flatMap((each) => {
      const [, name, as] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?/.exec(each) ?? [];
      return name === undefined ? [] : [{ name, as: as ?? name }];
    });
  if (from) return [{ kind: 'import', module: from[1] ?? '', names: list(from[2] ?? ''), ...place }];
  return list(text.replace(/^\s*import\s/, '')).map(({ name, as }) => ({
    kind: 'import' as const,
    module: '',
    names: [{ name, as: as === name ? (name.split('.')[0] ?? name) : as }],
    ...place,
  }));
}

function parseWith(parser: ExpressionParser, children: readonly SyntaxNode[], place: Place): Stmt {
  const items: { value: Expr; target: Expr | undefined }[] = [];
  for (const [at, child] of children.entries()) {
    if (!/Expression$|Name$/.test(child.name) || children[at - 1]?.name === 'as') continue;
    const target = children[at + 1]?.name === 'as' ? children[at + 2] : undefined;
    items.push({ value: parseExpression(parser, child), target: target && parseExpression(parser, target) });
  }
  return {
    kind: 'with',
    items,
    body: parseBody(
      parser,
      children.find((child) => child.name === 'Body'),
    ),
    ...place,
  };
}
