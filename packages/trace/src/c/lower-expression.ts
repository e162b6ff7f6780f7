import type { CType } from '@tracefit/model';
import { own, type Value } from './code';
import { conditionOf } from './condition-of';
import { element, followIndex, followMember } from './follow';
import { negate } from '../explore';
import { lowerCall } from './lower-call';
import type { BinaryNode, CastNode, Expression, Place, UnaryNode } from './syntax';
import { addUnknown, addUse, findVariable, finish, pointed, visit, type Walk } from './walk';

export function lowerExpression(walk: Walk, node: Expression): Value {
  if (--walk.budget < 0) return own;
  switch (node.kind) {
    case 'name':
      return lowerName(walk, node.name, node);
    case 'literal':
    case 'type':
      return own;
    case 'call':
      return lowerCall(walk, node);
    case 'member':
      return followMember(walk, lowerExpression(walk, node.of), node);
    case 'index':
      visit(walk, node.index);
      return followIndex(walk, lowerExpression(walk, node.of), node);
    case 'unary':
      return lowerUnary(walk, node);
    case 'binary':
      return lowerBinary(walk, node);
    case 'ternary':
      return lowerTernary(walk, node.test, node.then, node.otherwise);
    case 'assign': {
      const to = lowerExpression(walk, node.left);
      finish(walk, to, node.left);
      assign(walk, to.type, undefined, node.right);
      return to.type ? { type: to.type } : own;
    }
    case 'cast':
      return lowerCast(walk, node);
    case 'list':
      for (const item of node.items) visit(walk, item);
      return node.type?.type ? { type: node.type.type } : own;
    case 'block_expression': {
      walk.scopes.push(new Map());
      const last = node.body.statements.at(-1);
      for (const statement of node.body.statements) if (statement !== last) walk.rules.statement(walk, statement);
      let value: Value = own;
      if (last?.kind === 'expression') value = lowerExpression(walk, last.value);
      else if (last) walk.rules.statement(walk, last);
      walk.scopes.pop();
      return value;
    }
  }
}

/** A value goes into something of a declared type: an argument of the probe is then taken for that. */
export function assign(walk: Walk, type: CType | undefined, name: string | undefined, from: Expression): void {
  const value = lowerExpression(walk, from);
  const { chain } = value;
  const isBare = chain?.path.length === 0 && !chain.expected && !value.type;
  if (!type || !chain || !isBare || !isKernelPointer(walk, type)) {
    finish(walk, value, from);
    return;
  }
  const said = { type, by: 'declaration' as const, span: walk.span(from), ...(name === undefined ? {} : { name }) };
  finish(walk, { chain: { ...chain, expected: said } }, from);
}

function isKernelPointer(walk: Walk, type: CType): boolean {
  if (walk.types.resolve(type).kind !== 'ptr') return false;
  const target = pointed(walk.types, type);
  return (target.kind === 'struct' || target.kind === 'union') && !walk.types.isOwn(target);
}

function lowerName(walk: Walk, name: string, place: Place): Value {
  const variable = findVariable(walk, name);
  if (!variable) return walk.context?.name === name ? { context: 'whole' } : own;
  const { type, param } = variable;
  if (walk.context?.name === name && walk.scopes[0]?.get(name) === variable) return { context: 'whole' };
  if (param === undefined) return type ? { type } : own;
  const span = walk.span(place);
  const expected = type && { type, name, by: 'declaration' as const, span: walk.span(variable.place) };
  return {
    ...(type ? { type } : {}),
    chain: { base: { kind: 'param', index: param }, baseSpan: span, path: [], ...(expected ? { expected } : {}) },
  };
}

function lowerUnary(walk: Walk, node: UnaryNode): Value {
  const { op, of } = node;
  if (op === 'sizeof') {
    sizeOf(walk, of);
    return own;
  }
  const value = lowerExpression(walk, of);
  switch (op) {
    case '*': {
      const opPlace = { start: node.start, end: node.start + 1 };
      return element(walk, value, { kind: 'deref', span: walk.span(opPlace) }, of);
    }
    case '&':
      return value.type ? { ...value, type: { kind: 'ptr', to: value.type } } : value;
    case '++':
    case '--':
    case '+':
      return value;
    default:
      finish(walk, value, of);
      return own;
  }
}

/** `sizeof(struct x)` needs the type, `sizeof(p->a)` the member; neither reads anything. */
function sizeOf(walk: Walk, of: Expression): void {
  const type = of.kind === 'type' ? of.type : undefined;
  if (type) {
    const target = walk.types.resolve(type);
    const isKernels = target.kind === 'struct' || target.kind === 'union';
    if (isKernels && !walk.types.isOwn(target)) addUse(walk, { kind: 'type', type: target, span: walk.span(of) });
    return;
  }
  const value = walk.rules.expression(walk, of);
  // A parameter whose size is asked is not read.
  if (value.chain && value.chain.path.length > 0) finish(walk, value, of);
}

/** Operators of one strength stand left-deep in the tree; there may be thousands of them. */
function lowerBinary(walk: Walk, last: BinaryNode): Value {
  const spine: BinaryNode[] = [];
  let at: Expression = last;
  while (at.kind === 'binary') {
    spine.push(at);
    at = at.left;
  }
  let value = lowerExpression(walk, at);
  let place: Place = at;
  const outer = walk.guards;
  let condition = spine.some(({ op }) => op === '&&' || op === '||') ? conditionOf(walk, at) : undefined;
  for (const { op, left, right, ...whole } of spine.reverse()) {
    const isPointerMath =
      (op === '+' || op === '-') && value.type !== undefined && walk.types.resolve(value.type).kind === 'ptr';
    finish(walk, value, place);
    if (condition && (op === '&&' || op === '||')) {
      walk.guards = [...walk.guards, { condition: op === '&&' ? condition : negate(condition), span: walk.span(left) }];
    }
    const other = lowerExpression(walk, right);
    finish(walk, other, right);
    condition = op === '&&' || op === '||' ? conditionOf(walk, right) : undefined;
    if (op !== '&&' && op !== '||') walk.guards = outer;
    place = whole;
    if (op === ',') value = other.type ? { type: other.type } : own;
    else if (isPointerMath && value.type) value = { type: value.type };
    else if (op === '+' && other.type && walk.types.resolve(other.type).kind === 'ptr') value = { type: other.type };
    else
      value =
        op === '+' || op === '-'
          ? { lost: 'the result of pointer arithmetic is followed, and tracefit does not know what is there' }
          : own;
  }
  walk.guards = outer;
  return value;
}

function lowerTernary(walk: Walk, test: Expression, then: Expression | undefined, otherwise: Expression): Value {
  visit(walk, test);
  const condition = conditionOf(walk, test);
  const outer = walk.guards;
  const under = (node: Expression, isTrue: boolean): Value => {
    if (condition) {
      const guard = { condition: isTrue ? condition : negate(condition), span: walk.span(test) };
      walk.guards = [...outer, guard];
    }
    const value = visit(walk, node);
    walk.guards = outer;
    return value;
  };
  const values = [...(then ? [under(then, true)] : []), under(otherwise, false)];
  const type = values.find((value) => value.type)?.type;
  return type ? { type } : (values.find((value) => value.lost !== undefined) ?? own);
}

function lowerCast(walk: Walk, node: CastNode): Value {
  const value = lowerExpression(walk, node.of);
  const { type } = node.type;
  if (!type) {
    addUnknown(walk, 'the type of a cast is not understood', node.type);
    finish(walk, value, node.of);
    return own;
  }
  const { chain } = value;
  if (chain?.path.length !== 0 || chain.base.kind === 'typed') {
    finish(walk, value, node.of);
    return { type };
  }
  if (chain.expected || !isKernelPointer(walk, type)) {
    // What is made of the argument afterwards says nothing of it.
    finish(walk, value, node.of);
    return { type };
  }
  return { type, chain: { ...chain, expected: { type, by: 'cast', span: walk.span(node.type) } } };
}
