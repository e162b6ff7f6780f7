import type { Span } from '@tracefit/model';
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { createSpanMaker } from '../../span-maker';
import type { SourceFile } from '../../trace-format';
import { childrenOf, type Node } from './syntax';

/** A file of a program, and where its names are declared. */
export interface ProgramModule {
  readonly file: SourceFile;
  readonly program: TSESTree.Program;
  readonly parents: ReadonlyMap<Node, Node>;
  /** Names that are given another value, or whose value is changed, after they were declared. */
  readonly changed: ReadonlySet<string>;
  spanOf(node: Node): Span;
  span(start: number, end: number): Span;
  sourceOf(node: Node): string;
  /** What a block declares, by name. */
  declarationsOf(block: Node): ReadonlyMap<string, Declaration>;
}

/** What a name stands for. */
export type Declaration =
  /** `const NAME = init`; with `pattern`, a member of what the init is. */
  | {
      readonly kind: 'variable';
      readonly init: TSESTree.Expression | null;
      readonly member?: string;
      readonly node: Node;
    }
  | { readonly kind: 'function'; readonly node: TSESTree.FunctionDeclaration }
  | { readonly kind: 'enum'; readonly node: TSESTree.TSEnumDeclaration }
  /** `name` of another file; `*` for all of it. */
  | { readonly kind: 'import'; readonly from: string; readonly name: string; readonly node: Node }
  | { readonly kind: 'other'; readonly node: Node };

export function createModule(file: SourceFile, program: TSESTree.Program): ProgramModule {
  const at = createSpanMaker(file.text);
  const parents = new Map<Node, Node>();
  const changed = new Set<string>();
  const waiting: Node[] = [program];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    noteChange(node, changed);
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      waiting.push(child);
    }
  }
  const declared = new Map<Node, ReadonlyMap<string, Declaration>>();
  return {
    file,
    program,
    parents,
    changed,
    spanOf: ({ range }) => at(range[0], range[1]),
    span: at,
    sourceOf: ({ range }) => file.text.slice(range[0], range[1]),
    declarationsOf: (block) => {
      const known = declared.get(block) ?? gatherDeclarations(block);
      declared.set(block, known);
      return known;
    },
  };
}

const changes = [
  'push',
  'unshift',
  'splice',
  'pop',
  'shift',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
  'set',
  'delete',
  'clear',
];

/** Assignments to a name or to a part of it, and calls that change what it holds. */
function noteChange(node: Node, changed: Set<string>): void {
  if (node.type === 'AssignmentExpression') noteRoot(node.left, changed);
  if (node.type === 'UpdateExpression') noteRoot(node.argument, changed);
  if (node.type === 'UnaryExpression' && node.operator === 'delete') noteRoot(node.argument, changed);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
  const { object, property } = node.callee;
  if (property.type !== 'Identifier') return;
  if (changes.includes(property.name)) noteRoot(object, changed);
  const [target] = node.arguments;
  if (property.name === 'assign' && target && object.type === 'Identifier' && object.name === 'Object')
    noteRoot(target, changed);
}

/** The name that `a.b[0]` begins with; of patterns every name. */
function noteRoot(node: Node, changed: Set<string>): void {
  let at = node;
  while (at.type === 'MemberExpression') at = at.object;
  if (at.type === 'Identifier') changed.add(at.name);
  else if (at.type === 'ArrayPattern' || at.type === 'ObjectPattern')
    for (const child of childrenOf(at)) noteRoot(child, changed);
}

function gatherDeclarations(block: Node): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  const body = 'body' in block && Array.isArray(block.body) ? (block.body as readonly Node[]) : [];
  for (const statement of body) {
    const exported = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (exported) declare(exported, found);
  }
  return found;
}

function declare(node: Node, found: Map<string, Declaration>): void {
  switch (node.type) {
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) declareVariable(id, init, found);
      return;
    case 'FunctionDeclaration':
      if (node.id) found.set(node.id.name, { kind: 'function', node });
      return;
    case 'TSEnumDeclaration':
      found.set(node.id.name, { kind: 'enum', node });
      return;
    case 'ImportDeclaration':
      for (const specifier of node.specifiers) {
        const name =
          specifier.type === 'ImportSpecifier'
            ? nameOf(specifier.imported)
            : specifier.type === 'ImportDefaultSpecifier'
              ? 'default'
              : '*';
        found.set(specifier.local.name, { kind: 'import', from: node.source.value, name, node });
      }
      return;
    case 'ClassDeclaration':
      if (node.id) found.set(node.id.name, { kind: 'other', node });
      return;
    default:
      return;
  }
}

function declareVariable(id: Node, init: TSESTree.Expression | null, found: Map<string, Declaration>): void {
  if (id.type === 'Identifier') found.set(id.name, { kind: 'variable', init, node: id });
  if (id.type !== 'ObjectPattern') return;
  for (const property of id.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.value.type !== 'Identifier')
      continue;
    found.set(property.value.name, { kind: 'variable', init, member: property.key.name, node: property.value });
  }
}

export function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
