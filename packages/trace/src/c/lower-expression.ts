import { isHalfWord, isMute, isUnclaimed } from './claims';
import { own, type Value } from './code';
import { conditionOf, guardOf } from './condition-of';
import { noteComparison } from './note-comparison';
import { lowerExtern } from './lower-extern';
import { ownConstant } from './own-constant';
import { typeMeant } from './meant-type';
import { moved, noteRawRead, pointerOf, sizeRead, withType } from './pointer';
import { element, followIndex, followMember } from './follow';
import { negate } from '../explore';
import { lowerCall } from './lower-call';
import type { BinaryNode, CastNode, Expression, Place, UnaryNode } from './syntax';
import {
  addUnknown,
  addUse,
  findVariable,
  finish,
  isFirst,
  isKernelPointer,
  visit,
  type Target,
  type Walk,
} from './walk';

export function lowerExpression(walk: Walk, node: Expression): Value {
  if (--walk.budget < 0) return own;
  if (noteOwnConstant(walk, node)) return own;
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
      forget(walk, node.left);
      const to = lowerExpression(walk, node.left);
      finish(walk, to, node.left);
      const from = assign(walk, to.type ? { type: to.type } : {}, node.right);
      if (node.op === '=') remember(walk, node.left, from, node.right);
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

/** A name that the text gives a number: where the kernel has a constant of that name, it must be the same. */
function noteOwnConstant(walk: Walk, node: Expression): boolean {
  const found = ownConstant(node);
  if (found) addUse(walk, { kind: 'enumval', name: found.name, value: String(found.value), span: walk.span(node) });
  return found !== undefined;
}

/** What a variable held is not known any more. */
function forget(walk: Walk, to: Expression): void {
  const variable = to.kind === 'name' ? findVariable(walk, to.name) : undefined;
  if (!variable) return;
  if (variable.condition) variable.condition = undefined;
  if (variable.layout) variable.layout = undefined;
  if (variable.pointer) variable.pointer = undefined;
  if (variable.origin) variable.origin = undefined;
}

/** A variable whose type does not say where it points to keeps what it is given. */
export function remember(walk: Walk, to: Expression, from: Value, place: Place): void {
  const variable = to.kind === 'name' ? findVariable(walk, to.name) : undefined;
  if (!variable?.type || isKernelPointer(walk, variable.type)) return;
  variable.origin = from.chain ?? from.origin;
  const pointer = pointerOf(walk, from, place);
  variable.pointer = pointer && withType(walk, pointer, variable.type);
}

/** A value goes into something of a declared type: an argument of the probe is then taken for that. */
export function assign(walk: Walk, to: Target, from: Expression): Value {
  const { type, name, place = from } = to;
  if (from.kind === 'ternary' && from.then) {
    visit(walk, from.test);
    underTest(walk, from.test, true, () => {
      if (from.then) assign(walk, to, from.then);
    });
    underTest(walk, from.test, false, () => {
      assign(walk, to, from.otherwise);
    });
    return own;
  }
  const value = lowerExpression(walk, from);
  const { chain } = value;
  const claims = type !== undefined && (isKernelPointer(walk, type) || (name !== undefined && isHalfWord(walk, type)));
  if (!type || !chain || !isUnclaimed(walk, value) || !claims) {
    finish(walk, value, from);
    return value;
  }
  const said = { type, by: 'declaration' as const, span: walk.span(place), ...(name === undefined ? {} : { name }) };
  finish(walk, { chain: { ...chain, expected: said } }, from);
  return value;
}

/** Words that stand for values in all C. */
const plainWords: ReadonlySet<string> = new Set(['NULL', 'true', 'false']);

function lowerName(walk: Walk, name: string, place: Place): Value {
  const variable = findVariable(walk, name);
  if (!variable && walk.unit.constants.has(name)) {
    const value = walk.unit.constants.get(name);
    // Those of flavours (`ENUM___old`) are there to be relocated.
    if (value !== undefined && !name.includes('___'))
      addUse(walk, { kind: 'enumval', name, value: String(value), span: walk.span(place) });
    return own;
  }
  const extern = variable && walk.scopes.some((scope) => scope.has(name)) ? undefined : lowerExtern(walk, name, place);
  if (extern) return extern;
  if (!variable) {
    if (walk.context?.name === name) return { context: 'whole' };
    // With the headers of the kernel it runs on, other words are mostly what these define.
    const isOther = walk.headers ? !/^[A-Z]\w*_\w+$/.test(name) : plainWords.has(name);
    const isFunction = walk.unit.functions.some((fn) => fn.name === name);
    if (!isOther && !isFunction) addUse(walk, { kind: 'enumval', name, compiled: true, span: walk.span(place) });
    return own;
  }
  const { type, param } = variable;
  if (walk.context?.name === name && isFirst(walk, name, variable)) {
    return walk.context.kind === 'typed' && type ? { type } : { context: 'whole' };
  }
  if (param === undefined) {
    const { pointer, origin } = variable;
    if (variable.like) return variable.like;
    return type ? { type, ...(pointer ? { pointer } : {}), ...(origin ? { origin } : {}) } : own;
  }
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
      noteRawRead(walk, value.pointer, sizeRead(walk, value.type), node);
      const opPlace = { start: node.start, end: node.start + 1 };
      return element(walk, value, { kind: 'deref', span: walk.span(opPlace) }, of);
    }
    case '&': {
      const { chain, type } = value;
      const isMember = chain?.path.at(-1)?.kind === 'member';
      const pointer = isMember ? { pointer: { chain, ofAddress: true, offset: 0, inBytes: false } } : {};
      return { ...value, ...(type ? { type: { kind: 'ptr', to: type } } : {}), ...pointer };
    }
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
  const type = of.kind === 'type' ? typeMeant(walk, of).type : undefined;
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
  while (at.kind === 'binary' && !ownConstant(at)) {
    spine.push(at);
    at = at.left;
  }
  let value = lowerExpression(walk, at);
  let place: Place = at;
  const outer = walk.guards;
  let condition = spine.some(({ op }) => op === '&&' || op === '||') ? conditionOf(walk, at) : undefined;
  for (const { op, left, right, ...whole } of spine.reverse()) {
    const sum = moved(pointerOf(walk, value, place), op, right);
    const isPointerMath =
      (op === '+' || op === '-') && value.type !== undefined && walk.types.resolve(value.type).kind === 'ptr';
    const isTest = op === '==' || op === '!=';
    if (isTest) noteComparison(walk, value, right);
    finish(walk, value, place);
    if (condition && (op === '&&' || op === '||')) {
      walk.guards = [...walk.guards, { condition: op === '&&' ? condition : negate(condition), span: walk.span(left) }];
    }
    const other = lowerExpression(walk, right);
    if (isTest && place === at) noteComparison(walk, other, at);
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
    if (sum) value = { ...value, pointer: sum };
  }
  walk.guards = outer;
  return value;
}

/** What is done where a test came out that way. */
export function underTest<T>(walk: Walk, test: Expression, isTrue: boolean, run: () => T): T {
  const outer = walk.guards;
  const condition = guardOf(walk, test, isTrue);
  if (condition) walk.guards = [...outer, { condition, span: walk.span(test) }];
  const result = run();
  walk.guards = outer;
  return result;
}

function lowerTernary(walk: Walk, test: Expression, then: Expression | undefined, otherwise: Expression): Value {
  visit(walk, test);
  const under = (node: Expression, isTrue: boolean) => underTest(walk, test, isTrue, () => visit(walk, node));
  const values = [...(then ? [under(then, true)] : []), under(otherwise, false)];
  const type = values.find((value) => value.type)?.type;
  return type ? { type } : (values.find((value) => value.lost !== undefined) ?? own);
}

function lowerCast(walk: Walk, node: CastNode): Value {
  const value = lowerExpression(walk, node.of);
  const { type, like } = typeMeant(walk, node.type);
  if (like) {
    finish(walk, value, node.of);
    return like;
  }
  if (!type) {
    addUnknown(walk, 'the type of a cast is not understood', node.type);
    finish(walk, value, node.of);
    return own;
  }
  const { chain } = value;
  const address = pointerOf(walk, value, node.of);
  const isMember = isKernelPointer(walk, type);
  if (isMember) noteRawRead(walk, address, 0, node);
  const pointer = address && !isMember ? { pointer: withType(walk, address, type) } : {};
  if (chain && isUnclaimed(walk, value) && isMute(walk, type)) return { type, chain, ...pointer };
  if (!chain || !isUnclaimed(walk, value) || !isKernelPointer(walk, type)) {
    // What is made of the argument afterwards says nothing of it.
    finish(walk, value, node.of);
    return { type, ...pointer };
  }
  return { type, chain: { ...chain, expected: { type, by: 'cast', span: walk.span(node.type) } } };
}
