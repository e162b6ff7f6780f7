import { posix } from 'node:path';
import type { Span } from '@tracefit/model';
import type { SourceFile } from '../../trace-format';
import type { Machine } from './machine';
import { createModule, nameOf, type ProgramModule } from './program-module';
import { parseProgram, type Node } from './syntax';
import { noFrame, type Value } from './value';

/** How many files one program may be put together from. */
const maxFiles = 200;
/** How often a name may be looked up in a file: files that pass on all of two others double the way each time. */
const maxLookups = 5_000;

const suffixes = ['', '.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', '/index.ts', '/index.js'];

/** Finds what a file imports, among the files of the tree that was given. */
export function createLoader(evaluate: Machine['evaluate']): Pick<Machine, 'load' | 'exportOf'> {
  const modules = new Map<string, Value>();
  const open = new Set<string>();
  let lookups = 0;

  function load(from: ProgramModule, path: string, span: Span): Value {
    if (path === '@tracefit/define') return { kind: 'own_package' };
    if (!/^\.\.?\//.test(path)) return { kind: 'unknown', reason: `the package ${path} is not read`, span };
    const file = findFile(from.file, path);
    if (!file) return { kind: 'unknown', reason: `there is no ${path} among the files given`, span };
    const known = modules.get(file.path);
    if (known) return known;
    if (modules.size >= maxFiles) return { kind: 'unknown', reason: 'it imports too many files', span };
    const made = read(file, span);
    modules.set(file.path, made);
    return made;
  }

  function read(file: SourceFile, span: Span): Value {
    const parsed = parseProgram(file.path, file.text);
    if (parsed.kind === 'unreadable')
      return { kind: 'unknown', reason: `${file.path} cannot be read: ${parsed.problem.message}`, span };
    return { kind: 'module', module: createModule(file, parsed.program) };
  }

  function exportOf(module: ProgramModule, name: string, span: Span): Value {
    const key = `${module.file.path}\0${name}`;
    if (open.has(key)) return { kind: 'unknown', reason: `\`${name}\` is made of itself, through imports`, span };
    if (++lookups > maxLookups) return { kind: 'unknown', reason: 'its imports go too far', span };
    open.add(key);
    try {
      return (
        findExport(module, name, span) ?? {
          kind: 'unknown',
          reason: `${module.file.path} exports no \`${name}\``,
          span,
        }
      );
    } finally {
      open.delete(key);
    }
  }

  function findExport(module: ProgramModule, name: string, span: Span): Value | undefined {
    const place = { module, frame: noFrame };
    const passedOn: string[] = [];
    for (const statement of module.program.body) {
      if (statement.type === 'ExportDefaultDeclaration' && name === 'default')
        return evaluate(statement.declaration, place);
      if (statement.type === 'ExportAllDeclaration' && !statement.exported) passedOn.push(statement.source.value);
      if (statement.type !== 'ExportNamedDeclaration') {
        const value = commonJsExport(statement, name);
        if (value) return evaluate(value, place);
        continue;
      }
      const specifier = statement.specifiers.find(({ exported }) => nameOf(exported) === name);
      if (specifier) {
        const local = nameOf(specifier.local);
        if (!statement.source) return evaluate(specifier.local, place);
        const from = load(module, statement.source.value, span);
        return from.kind === 'module'
          ? exportOf(from.module, local, span)
          : from.kind === 'own_package'
            ? { kind: 'own', name: local }
            : from;
      }
      const { declaration } = statement;
      if (declaration && declares(declaration, name)) {
        const declared = module.declarationsOf(module.program).get(name);
        if (declared?.kind === 'function') return { kind: 'function', node: declared.node, module, frame: noFrame };
        const at = declared?.node;
        return at?.type === 'Identifier' ? evaluate(at, place) : at ? evaluateEnum(at, name, place) : undefined;
      }
    }
    for (const path of passedOn) {
      const from = load(module, path, span);
      const value = from.kind === 'module' ? exportOf(from.module, name, span) : from;
      if (value.kind !== 'unknown') return value;
    }
    return undefined;
  }

  function evaluateEnum(
    node: Node,
    name: string,
    place: { module: ProgramModule; frame: typeof noFrame },
  ): Value | undefined {
    return node.type === 'TSEnumDeclaration' && node.id.name === name ? evaluate(node.id, place) : undefined;
  }

  return { load, exportOf };
}

/** The file an import means, `path` counted from the file it stands in; files are asked of the one that was given. */
function findFile(from: SourceFile, path: string): SourceFile | undefined {
  const { beside } = from;
  if (!beside) return undefined;
  // A program in TypeScript imports `./x.js` where it means `./x.ts`.
  const plain = path.replace(/\.([mc]?)js$/, '.$1ts');
  const names = plain === path ? suffixes.map((suffix) => path + suffix) : [plain, path];
  for (const name of names) {
    const file = beside(name);
    if (file)
      return {
        ...file,
        path: posix.join(posix.dirname(from.path), name),
        beside: (next) => beside(posix.join(posix.dirname(name), next)),
      };
  }
  return undefined;
}

function declares(declaration: Node, name: string): boolean {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name);
  return 'id' in declaration && declaration.id?.type === 'Identifier' && declaration.id.name === name;
}

/** `module.exports.name = value`, `exports.name = value`, and a member of `module.exports = { .. }`. */
function commonJsExport(statement: Node, name: string): Node | undefined {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
    return undefined;
  const { left, right } = statement.expression;
  if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') return undefined;
  const isWhole =
    left.object.type === 'Identifier' && left.object.name === 'module' && left.property.name === 'exports';
  if (isWhole && name === 'default') return right;
  if (isWhole && right.type === 'ObjectExpression') {
    const property = right.properties.find(
      (each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === name,
    );
    return property?.type === 'Property' ? property.value : undefined;
  }
  const { object } = left;
  const ofExports =
    (object.type === 'Identifier' && object.name === 'exports') ||
    (object.type === 'MemberExpression' && object.property.type === 'Identifier' && object.property.name === 'exports');
  return ofExports && left.property.name === name ? right : undefined;
}
