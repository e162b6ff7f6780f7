import type { Located, LocatedEntry } from '../../data/located';
import { unknown, type Machine, type Place } from './machine';
import { nameOf, type Declaration, type ProgramModule } from './program-module';
import type { Node } from './syntax';
import { moveTo, scalarOf, textAt, type Frame, type Value } from './value';

/** What a name stands for where it is used. */
export function evaluateName(machine: Machine, node: Extract<Node, { type: 'Identifier' }>, place: Place): Value {
  const { module, frame } = place;
  const { name } = node;
  const span = module.spanOf(node);
  for (let at: Node | undefined = node; at; at = module.parents.get(at)) {
    if (isFunction(at)) {
      const bound = boundIn(frame, at)?.get(name);
      if (bound) return bound;
      if (namesIn(at.params).includes(name)) return unknown(module, node);
    }
    const loop = loopNames(at);
    if (loop.includes(name)) return unknown(module, node);
    const declared =
      at.type === 'Program' || at.type === 'BlockStatement' ? module.declarationsOf(at).get(name) : undefined;
    if (declared) return fromDeclaration(machine, declared, node, place);
  }
  return name === 'undefined' ? { kind: 'undefined', span } : unknown(module, node);
}

/** The parameters of a function that is being called. */
function boundIn(frame: Frame, node: Node): ReadonlyMap<string, Value> | undefined {
  for (let at: Frame | undefined = frame; at; at = at.outer) if (at.node === node) return at.params;
  return undefined;
}

function isFunction(
  node: Node,
): node is Extract<Node, { params: unknown[]; body: unknown }> & { readonly params: readonly Node[] } {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** All names that patterns bind. */
function namesIn(patterns: readonly (Node | null)[]): readonly string[] {
  return patterns.flatMap((pattern): readonly string[] => {
    switch (pattern?.type) {
      case 'Identifier':
        return [pattern.name];
      case 'AssignmentPattern':
        return namesIn([pattern.left]);
      case 'RestElement':
        return namesIn([pattern.argument]);
      case 'ArrayPattern':
        return namesIn(pattern.elements);
      case 'ObjectPattern':
        return namesIn(
          pattern.properties.map((property) => (property.type === 'Property' ? property.value : property)),
        );
      default:
        return [];
    }
  });
}

/** Names that loops and `catch` bind: they have another value each time. */
function loopNames(node: Node): readonly string[] {
  const head =
    node.type === 'ForOfStatement' || node.type === 'ForInStatement'
      ? node.left
      : node.type === 'ForStatement'
        ? node.init
        : null;
  if (head?.type === 'VariableDeclaration') return namesIn(head.declarations.map(({ id }) => id));
  return node.type === 'CatchClause' ? namesIn([node.param]) : [];
}

function fromDeclaration(machine: Machine, declared: Declaration, node: Node, place: Place): Value {
  const { module } = place;
  const span = module.spanOf(node);
  switch (declared.kind) {
    case 'variable': {
      const { init, member } = declared;
      const changed = declared.node.type === 'Identifier' && module.changed.has(declared.node.name);
      if (changed) return unknown(module, node, `\`${module.sourceOf(node)}\` is changed after it was made`);
      if (!init) return unknown(module, node);
      const value = machine.evaluate(init, place);
      return member === undefined ? value : propertyOf(machine, value, member, node, module);
    }
    case 'function':
      return { kind: 'function', node: declared.node, module, frame: place.frame };
    case 'enum':
      return enumOf(machine, declared.node, place);
    case 'import': {
      const loaded = machine.load(module, declared.from, span);
      return declared.name === '*' ? loaded : propertyOf(machine, loaded, declared.name, node, module);
    }
    case 'other':
      return unknown(module, node);
  }
}

/** The members of an enum by their names; those without a value count on. */
function enumOf(machine: Machine, node: Extract<Node, { type: 'TSEnumDeclaration' }>, place: Place): Located {
  const { module } = place;
  const span = module.spanOf(node);
  const entries: LocatedEntry[] = [];
  let next: number | undefined = 0;
  for (const { id, initializer } of node.body.members) {
    const keySpan = module.spanOf(id);
    const counted: Located =
      next === undefined
        ? { kind: 'unknown', reason: 'its value is not known', span: keySpan }
        : scalarOf(next, textAt(String(next), keySpan), keySpan);
    const value: Located = initializer ? machine.data(initializer, place) : counted;
    next = value.kind === 'scalar' && typeof value.value === 'number' ? value.value + 1 : undefined;
    entries.push({ key: nameOf(id), keySpan, value });
  }
  return { kind: 'map', entries, span };
}

/** `object.name`, `list[0]`. */
export function memberOf(machine: Machine, node: Extract<Node, { type: 'MemberExpression' }>, place: Place): Value {
  const { module } = place;
  const object = machine.evaluate(node.object, place);
  const key = node.computed ? machine.evaluate(node.property, place) : undefined;
  if (key && key.kind !== 'scalar') return unknown(module, node);
  const name = key ? String(key.value) : node.property.type === 'Identifier' ? node.property.name : '';
  return propertyOf(machine, object, name, node, module);
}

function propertyOf(machine: Machine, value: Value, name: string, node: Node, module: ProgramModule): Value {
  const span = module.spanOf(node);
  switch (value.kind) {
    case 'own_package':
      return name === 'default' ? value : { kind: 'own', name };
    case 'module': {
      const found = machine.exportOf(value.module, name, span);
      return value.module === module ? found : moveTo(found, span);
    }
    case 'map': {
      const entry = value.entries.find(({ key }) => key === name);
      // What is spread into it may have the name too.
      const hidden = value.entries.find(({ key }) => key === '...');
      return entry?.value ?? hidden?.value ?? { kind: 'undefined', span };
    }
    case 'list':
      return value.items[Number(name)] ?? unknown(module, node);
    case 'unknown':
      return value;
    default:
      return unknown(module, node);
  }
}
