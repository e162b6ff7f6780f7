import { castTo, compareWith, followIndex, followMember, followPointer, plain } from './follow';
import { lowerIf } from './lower-block';
import { lowerCall } from './lower-call';
import { lowerKeys, mapName } from './map-keys';
import { lowerTypeQuery, resolveType } from './lower-type';
import { lowerWord } from './lower-word';
import { addUnknown } from './run';
import type {
  BinaryNode,
  CastNode,
  Expression,
  IndexNode,
  MapNode,
  MemberNode,
  TernaryNode,
  UnaryNode,
} from './syntax-tree';
import { eitherOf, own, recordOf, shift, tupleOf, type Value } from './value';
import type { Walk } from './walk';

/** Deeper expressions are given up; only macros inside of macros come to that. */
const maxDepth = 1_000;

/** What an expression stands for; what it reads from the kernel is noted on the way. */
export function lowerExpression(walk: Walk, node: Expression): Value {
  const { program } = walk;
  if (program.budget-- <= 0 || program.depth >= maxDepth) {
    addUnknown(walk.run, 'macros grow to more than tracefit looks at', node.span);
    return own;
  }
  program.depth++;
  const value = lowerKind(walk, node);
  program.depth--;
  return value;
}

function lowerKind(walk: Walk, node: Expression): Value {
  switch (node.kind) {
    case 'word':
      return lowerWord(walk, node);
    case 'variable':
      return walk.scope.slots.get(node.name)?.value ?? own;
    case 'map':
      return lowerMap(walk, node);
    case 'call':
      return lowerCall(walk, node);
    case 'member':
    case 'index':
      return lowerChain(walk, node);
    case 'unary':
      return lowerUnary(walk, node);
    case 'binary':
      return lowerBinary(walk, node);
    case 'ternary':
      return lowerTernary(walk, node);
    case 'if':
      return lowerIf(walk, node);
    case 'block':
      return walk.rules.block(walk, node);
    case 'cast':
      return lowerCast(walk, node);
    case 'tuple':
      return tupleOf(node.items.map((item) => lowerExpression(walk, item)));
    case 'record':
      return recordOf(new Map(node.fields.map(({ name, value }) => [name, lowerExpression(walk, value)])));
    case 'type_query':
      return lowerTypeQuery(walk, node);
    case 'type':
      return node.expression ? lowerExpression(walk, node.expression) : own;
    case 'number':
    case 'string':
    case 'positional':
    case 'bad':
      return own;
  }
}

function lowerMap(walk: Walk, node: MapNode): Value {
  lowerKeys(walk, node);
  const { known, runs } = walk.program;
  return known.load(mapName(walk, node), { run: walk.run, span: plain(node.span), runs });
}

/** `base.a->b[c]`, from the base on; chains may be long, so this is no recursion. */
function lowerChain(walk: Walk, last: MemberNode | IndexNode): Value {
  const chain: (MemberNode | IndexNode)[] = [];
  let at: Expression = last;
  while (at.kind === 'member' || at.kind === 'index') {
    chain.push(at);
    at = at.of;
  }
  const { run } = walk;
  let value = lowerExpression(walk, at);
  for (const node of chain.reverse()) {
    if (node.kind === 'member') value = followMember(run, value, node.name, node.nameSpan, node.span);
    else {
      lowerExpression(walk, node.index);
      const constant = node.index.kind === 'number' ? node.index.value : undefined;
      value = followIndex(run, value, constant, node.bracketSpan, node.span);
    }
  }
  return value;
}

function lowerUnary(walk: Walk, node: UnaryNode): Value {
  const value = lowerExpression(walk, node.of);
  switch (node.op) {
    case '*':
      return followPointer(walk.run, value, node.opSpan, node.span);
    case 'comptime':
    case '+':
      return value;
    case '++':
    case '--':
      return shift(value);
    default:
      return own;
  }
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
  for (const { op, right } of spine.reverse()) {
    const other = lowerExpression(walk, right);
    if (op === '==' || op === '!=') {
      noteComparison(value, right);
      if (spine.length === 1) noteComparison(other, at);
    }
    const isPointer = (one: Value) => one.kind === 'kernel' || one.kind === 'shifted' || one.kind === 'lost';
    const pointer = [value, other].find(isPointer);
    value = (op === '+' || op === '-') && pointer ? shift(pointer) : own;
  }
  return value;
}

/** Where one side is a number that stands there, the other is taken for what that number means. */
function noteComparison(value: Value, number: Expression): void {
  const isNegative = number.kind === 'unary' && number.op === '-';
  const literal = isNegative ? number.of : number;
  // 0 is nothing, or a pointer to nothing, more often than the first constant of an enum.
  if (literal.kind !== 'number' || !literal.value) return;
  compareWith(value, isNegative ? -literal.value : literal.value, number.span);
}

function lowerTernary(walk: Walk, node: TernaryNode): Value {
  const test = lowerExpression(walk, node.test);
  const then = node.then ? lowerExpression(walk, node.then) : test;
  return eitherOf(then, lowerExpression(walk, node.otherwise));
}

function lowerCast(walk: Walk, node: CastNode): Value {
  const value = lowerExpression(walk, node.of);
  const type = resolveType(walk, node.to);
  if (type) return castTo(walk.run, value, type, node.to.span);
  // A cast to the type of another expression is of a type nobody wrote down; to a text or a statistic, bpftrace's own.
  return node.to.expression ? value : own;
}
