import type { CType } from '@tracefit/model';
import { followMember, plain } from './follow';
import { addUse } from './run';
import type { Expression, TypeNode, TypeQueryNode } from './syntax-tree';
import { innermost, namesType, own, type Value } from './value';
import type { Walk } from './walk';

/** The type a node names: one that is written out, a macro's parameter, or a bare word that is nothing else. */
export function resolveType(walk: Walk, node: TypeNode | Expression): CType | undefined {
  if (node.kind === 'word') {
    const parameter = walk.scope.words.get(node.name);
    if (parameter) return resolveType({ ...walk, scope: parameter.scope }, parameter.expression);
    const { macros, c } = walk.program;
    return macros.has(node.name) || c.macros.has(node.name) ? undefined : { kind: 'typedef', name: node.name };
  }
  if (node.kind !== 'type') return undefined;
  if (!node.type) return node.expression?.kind === 'word' ? resolveType(walk, node.expression) : undefined;
  return substitute(walk, node.type);
}

/** `(type *)x` in a macro, `type` being a parameter. */
function substitute(walk: Walk, type: CType): CType {
  const inner = innermost(type);
  const parameter = inner.kind === 'typedef' ? walk.scope.words.get(inner.name) : undefined;
  const meant = parameter && resolveType({ ...walk, scope: parameter.scope }, parameter.expression);
  return meant ? replaceInnermost(type, meant) : type;
}

function replaceInnermost(type: CType, by: CType): CType {
  if (type.kind === 'ptr') return { kind: 'ptr', to: replaceInnermost(type.to, by) };
  return type.kind === 'array' ? { ...type, of: replaceInnermost(type.of, by) } : by;
}

/** `sizeof(...)`, `offsetof(..., a.b)` and `typeinfo(...)` */
export function lowerTypeQuery(walk: Walk, node: TypeQueryNode): Value {
  const type = resolveType(walk, node.of);
  if (!type) {
    // The members of `offsetof(*pointer, a.b)` belong to whatever the pointer points to.
    let value = walk.rules.expression(walk, node.of);
    for (const name of node.path) value = followMember(walk.run, value, name, node.span, node.span);
    return own;
  }
  const path = node.word === 'offsetof' ? { path: node.path } : {};
  if (namesType(type)) addUse(walk.run, { kind: 'type', type: innermost(type), ...path, span: plain(node.span) });
  return own;
}
