import type { Guard, Span, ValueBase } from '@tracefit/model';
import { negate } from '../../explore';
import { conditionOf, maxParts, provenBy } from './lower-condition';
import { addRead, follow, isForeign, lowerCast, lowerTarget } from './lower-target';
import type { CallNode, Expression, MembersNode, OperatorNode, WordNode } from './syntax-tree';
import { eitherOf, maxAlternatives, type Link, type Read, type Value } from './value';
import { addUnknown, type Walk } from './walk';

/** Notes what an expression reads from the kernel, and gives what it may stand for. */
export function lowerExpression(walk: Walk, node: Expression): Value {
  switch (node.kind) {
    case 'literal':
      return [];
    case 'word':
      return walk.variables.get(node.name) ?? [];
    case 'target':
      return lowerTarget(walk, node);
    case 'call':
      return lowerCall(walk, node);
    case 'members':
      return lowerMembers(walk, node);
    case 'operator':
      return lowerOperator(walk, node);
  }
}

function lowerOperator(walk: Walk, node: OperatorNode): Value {
  const [first, second, third] = node.of;
  if (node.op === '=' && first && second) {
    const value = lowerExpression(walk, second);
    if (first.kind === 'word') assign(walk, first, value);
    else lowerExpression(walk, first);
    return value;
  }
  if (node.op === '?' && first && second && third) {
    let value: Value = [];
    branch(walk, first, [
      () => (value = lowerExpression(walk, second)),
      () => (value = eitherOf(value, lowerExpression(walk, third))),
    ]);
    return value;
  }
  if (node.op === '&&' || node.op === '||') {
    lowerLogical(walk, node);
    return [];
  }
  const values = node.of.map((each) => lowerExpression(walk, each));
  // The address of a member is where the member is; what arithmetic makes of a value is not followed.
  return node.op === '&' && values.length === 1 ? (values[0] ?? []) : [];
}

/** The type of a variable is that of what it was given, where stap can follow it; else it refuses. */
function lowerMembers(walk: Walk, node: MembersNode): Value {
  const value = lowerExpression(walk, node.of);
  if (value.length === 0) {
    addUnknown(walk, 'a member of a value is read, and tracefit does not know where the value comes from', node);
    return [];
  }
  return follow(walk, value.map(extend), node.steps, node);
}

function extend(read: Read): Link {
  read.extended = true;
  const { base, baseSpan, path, expected } = read;
  return { base, baseSpan, path, ...(expected ? { expected } : {}) };
}

function assign(walk: Walk, { name }: WordNode, value: Value): void {
  const before = walk.conditional > 0 ? (walk.variables.get(name) ?? []) : [];
  const all = eitherOf(before, value);
  walk.variables.set(name, all.length > maxAlternatives ? [] : all);
}

/** What stands behind `&&` lives where all before it holds, behind `||` where none of it does. */
function lowerLogical(walk: Walk, { op, of }: OperatorNode): void {
  const before = { guards: walk.guards, proven: walk.proven };
  walk.conditional++;
  for (const [index, each] of of.entries()) {
    lowerExpression(walk, each);
    const asked = index < maxParts ? conditionOf(walk, each) : undefined;
    if (asked)
      walk.guards = [...walk.guards, { condition: op === '&&' ? asked : negate(asked), span: walk.span(each) }];
    if (op === '&&') walk.proven = [...walk.proven, ...provenBy(walk, each)];
  }
  walk.conditional--;
  walk.guards = before.guards;
  walk.proven = before.proven;
}

/** Lowers a condition and its branches, with what it says about the kernel. */
export function branch(walk: Walk, condition: Expression, [yes, no]: readonly ((() => unknown) | undefined)[]): void {
  lowerExpression(walk, condition);
  const asked = conditionOf(walk, condition);
  const span = walk.span(condition);
  if (yes) under(walk, asked && { condition: asked, span }, provenBy(walk, condition), yes);
  if (no) under(walk, asked && { condition: negate(asked), span }, [], no);
}

function under(walk: Walk, guard: Guard | undefined, proven: readonly string[], lower: () => unknown): void {
  const before = { guards: walk.guards, proven: walk.proven };
  if (guard) walk.guards = [...walk.guards, guard];
  walk.proven = [...walk.proven, ...proven];
  walk.conditional++;
  lower();
  walk.conditional--;
  walk.guards = before.guards;
  walk.proven = before.proven;
}

/** Functions that read an argument by its place (tapset/.../registers.stp): `pointer_arg(1)` is the first. */
const byPlace = /^(?:pointer|u?int|u?long|u?longlong|[su](?:32|64))_arg$/;

/** Functions that read a text at an address of the kernel or of a program. */
const readsText = /^(?:kernel|user)_string\w*$/;

function lowerCall(walk: Walk, node: CallNode): Value {
  const { name, args } = node;
  switch (name) {
    case '@defined':
      return [];
    case '@choose_defined': {
      const [wanted, other] = args;
      if (!wanted || !other) return [];
      const asked: Expression = { ...node, name: '@defined', args: [wanted], steps: [] };
      return lowerOperator(walk, {
        kind: 'operator',
        op: '?',
        of: [asked, wanted, other],
        start: node.start,
        end: node.end,
      });
    }
    case '@cast':
      return lowerCast(walk, node, args[0] ? lowerExpression(walk, args[0]) : []);
    case '@var':
      return lowerVariable(walk, node);
    case '@entry':
      return args[0] ? lowerAtEntry(walk, args[0]) : [];
    case '@const':
      if (args[0]?.kind === 'literal' && uapi.test(args[0].value)) return [];
      addUnknown(walk, 'a constant of the kernel that `@const` asks the C compiler for is not checked', node);
      return [];
    case '%{':
      addUnknown(walk, embedded, node);
      return [];
    default:
  }
  const values = args.map((each) => lowerExpression(walk, each));
  if (name.startsWith('@')) {
    if (!isOperator(name))
      addUnknown(walk, `the macro \`${name.slice(0, 80)}\` is defined in no file that was given`, node);
    return [];
  }
  const own = walk.functions.get(name);
  if (own) {
    walk.called.add(name);
    return [];
  }
  if (readsText.test(name)) readText(walk, values[0] ?? [], walk.span(args[0] ?? node));
  const base = baseOfCall(walk, node);
  return base ? [addRead(walk, { base, baseSpan: walk.span(node), path: [] }, walk.span(node))] : [];
}

/** Constants of the interface to user space, which are the same on all kernels of an architecture (include/uapi). */
const uapi = /^(?:__NR_|SYS_|O_|AF_|PF_|IPPROTO_|FUTEX_|CLONE_|S_I)\w+$/;

export const embedded = 'C code in the script, which is compiled with the headers of the kernel, is not read';

/** Operators on statistics, and arguments of the command line. */
function isOperator(name: string): boolean {
  return /^@(?:count|sum|min|max|avg|variance|hist_linear|hist_log|perf|probewrite|kregister|uregister|\d+|#)$/.test(
    name,
  );
}

function baseOfCall(walk: Walk, { name, args: [first] }: CallNode): ValueBase | undefined {
  const inReturn = walk.context === 'return' || walk.context === 'registers_return';
  const inFunction = inReturn || walk.context === 'function' || walk.context === 'registers';
  if (name === 'task_current') return { kind: 'curtask' };
  if (!inFunction || !first) return inReturn && name === 'returnval' ? { kind: 'retval' } : undefined;
  if (first.kind !== 'literal') {
    if (byPlace.test(name) || /^u?_?register$/.test(name))
      addUnknown(walk, `which argument \`${name}\` reads is not written out`, first);
    return undefined;
  }
  if (name === 'register' || name === 'u_register' || name === 's_register') {
    return { kind: 'register', name: first.value.replace(/^%/, '') };
  }
  if (name === 'returnstr' && inReturn) return { kind: 'retval' };
  if (!byPlace.test(name)) return undefined;
  const index = Number(first.value) - 1;
  if (!Number.isInteger(index) || index < 0 || index > 100) return undefined;
  if (!inReturn) return { kind: 'arg', index };
  addUnknown(walk, 'an argument is read when the function returns, where registers hold other things', first);
  return undefined;
}

/** A bare argument is expected to be text, the end of a chain is read as text. */
function readText(walk: Walk, value: Value, span: Span): void {
  for (const read of value) {
    const link = extend(read);
    const isBare = link.path.length === 0 && !link.expected && link.base.kind !== 'typed';
    if (isBare) addRead(walk, { ...link, expected: { by: 'string', span } }, span);
    else addRead(walk, link, span, { kind: 'string' });
  }
}

/** `@entry(expression)`: what it was when the function was called. */
function lowerAtEntry(walk: Walk, node: Expression): Value {
  const context =
    walk.context === 'return' ? 'function' : walk.context === 'registers_return' ? 'registers' : walk.context;
  const inner: Walk = { ...walk, context };
  return lowerExpression(inner, node);
}

/** `@var("name@file.c", "module")->member`: a global variable. */
function lowerVariable(walk: Walk, node: CallNode): Value {
  const [name, module] = node.args;
  if (name?.kind !== 'literal') return [];
  if (isForeign(walk, module?.kind === 'literal' ? module.value : undefined)) return [];
  const variable = name.value.split('@')[0] ?? '';
  if (variable === '') return [];
  return follow(
    walk,
    [{ base: { kind: 'symbol', name: variable }, baseSpan: walk.span(name), path: [] }],
    node.steps,
    node,
  );
}
