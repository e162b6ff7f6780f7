import { printType, type Condition } from '@tracefit/model';
import { negate } from '../explore';
import { versionTest } from './directive-condition';
import { layoutTest } from './layout';
import { bare, memberAsked, withoutFlavour } from './member-asked';
import type { CallNode, Expression, Statement } from './syntax';
import { tokenize } from './tokens';
import { findVariable, type Walk } from './walk';

/** Tests are followed this deep; a function that is followed for the test it makes counts as so many. */
const maxTestDepth = 200;
const functionDepth = 25;

/** What a test asks of the kernel, where it asks that alone. */
export function conditionOf(walk: Walk, test: Expression): Condition | undefined {
  if (walk.testDepth >= maxTestDepth || --walk.budget < 0) return undefined;
  walk.testDepth++;
  const condition = ofExpression(walk, test);
  walk.testDepth--;
  return condition;
}

function ofExpression(walk: Walk, test: Expression): Condition | undefined {
  switch (test.kind) {
    case 'unary': {
      if (test.op === '&' && test.of.kind === 'name') return ofExtern(walk, test.of.name);
      const of = test.op === '!' ? conditionOf(walk, test.of) : undefined;
      return of && { kind: 'not', of };
    }
    case 'binary':
      return ofBinary(walk, test.op, test.left, test.right);
    case 'call':
      return ofCall(walk, test);
    case 'name':
      return findVariable(walk, test.name)?.condition ?? ofExtern(walk, test.name) ?? ofLoader(walk, test.name);
    default:
      return undefined;
  }
}

/** What is known to hold where a test came out that way: of `exists && other` its first part, where it is true. */
export function guardOf(walk: Walk, test: Expression, isTrue: boolean): Condition | undefined {
  const whole = conditionOf(walk, test);
  if (whole) return isTrue ? whole : negate(whole);
  if (test.kind === 'unary' && test.op === '!') return guardOf(walk, test.of, !isTrue);
  if (walk.budget < 0 || test.kind !== 'binary' || test.op !== (isTrue ? '&&' : '||')) return undefined;
  const parts = [guardOf(walk, test.left, isTrue), guardOf(walk, test.right, isTrue)].filter(
    (part) => part !== undefined,
  );
  return parts.length === 2 ? { kind: 'all', of: parts } : parts[0];
}

function ofBinary(walk: Walk, op: string, left: Expression, right: Expression): Condition | undefined {
  if (op === '&&' || op === '||') {
    const parts = [conditionOf(walk, left), conditionOf(walk, right)].filter((part) => part !== undefined);
    if (parts.length === 2) return { kind: op === '&&' ? 'all' : 'any', of: parts };
    return undefined;
  }
  if (!/^[=!<>]=?$/.test(op)) return undefined;
  const layout = layoutTest(walk, op, left, right);
  if (layout) return layout;
  const asked = [left, right]
    .map((side) => (side.kind === 'call' ? conditionOf(walk, side) : undefined))
    .find((side) => side?.kind === 'not_followed');
  if (asked) return asked;
  const spelled = [left, right].map(spell);
  if (spelled.includes(undefined)) return undefined;
  return versionTest(tokenize(`${spelled[0] ?? ''} ${op} ${spelled[1] ?? ''}`));
}

function spell(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'literal') return node.text;
  if (node.kind !== 'call' || node.of.kind !== 'name') return undefined;
  const args = node.args.map(spell);
  return args.includes(undefined) ? undefined : `${node.of.name}(${args.join(',')})`;
}

function ofExtern(walk: Walk, name: string): Condition | undefined {
  const found = walk.unit.externs.find((each) => each.name === name);
  if (found?.attribute === '__ksym') return found.weak ? { kind: 'symbol_exists', name } : undefined;
  return found && name.startsWith('CONFIG_') ? { kind: 'config_set', name } : undefined;
}

/**
 * A constant that the program sets before it loads the object (`const volatile bool`): the verifier leaves out what is behind the
 * other value. What it is set by is not followed.
 */
function ofLoader(walk: Walk, name: string): Condition | undefined {
  if (walk.headers || walk.scopes.some((scope) => scope.has(name))) return undefined;
  const type = walk.unit.globals.get(name);
  const isConstant =
    type?.kind === 'const' ? type.of.kind === 'volatile' : type?.kind === 'volatile' && type.of.kind === 'const';
  return isConstant ? { kind: 'not_followed', text: name } : undefined;
}

function ofCall(walk: Walk, { of, args }: CallNode): Condition | undefined {
  if (of.kind !== 'name') return undefined;
  const [first, second] = args;
  switch (of.name) {
    case 'likely':
    case 'unlikely':
      return first && conditionOf(walk, first);
    case 'bpf_core_field_exists':
      return fieldExists(walk, first, second);
    case 'bpf_core_type_exists':
      return first?.kind === 'type' && first.type ? { kind: 'type_exists', type: bare(first.type) } : undefined;
    case 'bpf_core_enum_value_exists': {
      const name = second?.kind === 'name' ? second.name : undefined;
      return name === undefined ? undefined : { kind: 'enumval_exists', name: withoutFlavour(name) };
    }
    case 'bpf_ksym_exists':
      return first?.kind === 'name' ? { kind: 'symbol_exists', name: first.name } : undefined;
    case 'bpf_core_type_matches':
    case 'bpf_core_field_size':
    case 'bpf_core_type_size':
    case 'bpf_core_enum_value':
      return notFollowed(of.name, args);
    default:
      return ofFunction(walk, of.name);
  }
}

function notFollowed(name: string, args: readonly Expression[]): Condition {
  const said = args.map((arg) => (arg.kind === 'type' && arg.type ? printType(arg.type) : spell(arg)) ?? '..');
  return { kind: 'not_followed', text: `${name}(${said.join(', ')})` };
}

/** What a function of the text asks of the kernel, where it does nothing but ask and answer. */
function ofFunction(walk: Walk, name: string): Condition | undefined {
  const callee = walk.unit.functions.find((fn) => fn.name === name && !fn.macro);
  if (!callee || walk.testDepth >= maxTestDepth) return undefined;
  walk.testDepth += functionDepth;
  const outer = walk.scopes.splice(0);
  const params = callee.params.map(
    (param) => [param.name, { ...(param.type ? { type: param.type } : {}), place: param }] as const,
  );
  walk.scopes.push(new Map(params));
  const answer = answerOf(walk, callee.body.statements);
  walk.scopes.splice(0, walk.scopes.length, ...outer);
  walk.testDepth -= functionDepth;
  return answer === undefined || typeof answer === 'boolean' ? undefined : answer;
}

/** What statements return: `if (exists) return true; return false;`. */
function answerOf(walk: Walk, statements: readonly Statement[]): Condition | boolean | undefined {
  const [first, ...rest] = statements;
  if (--walk.budget < 0) return undefined;
  switch (first?.kind) {
    case 'block':
      return answerOf(walk, [...first.statements, ...rest]);
    case 'jump':
      return first.word === 'return' && first.value ? answerIn(walk, first.value) : undefined;
    case 'if': {
      const test = answerIn(walk, first.test);
      if (test === undefined) return undefined;
      const yes = answerOf(walk, [first.then, ...rest]);
      const no = answerOf(walk, first.otherwise ? [first.otherwise, ...rest] : rest);
      if (yes === undefined || no === undefined) return undefined;
      return either(both(test, yes), both(opposite(test), no));
    }
    default:
      return undefined;
  }
}

function answerIn(walk: Walk, node: Expression): Condition | boolean | undefined {
  if (node.kind === 'name' && (node.name === 'true' || node.name === 'false')) return node.name === 'true';
  if (node.kind === 'literal' && /^[01]$/.test(node.text)) return node.text === '1';
  return conditionOf(walk, node);
}

function opposite(test: Condition | boolean): Condition | boolean {
  return typeof test === 'boolean' ? !test : negate(test);
}

function both(left: Condition | boolean, right: Condition | boolean): Condition | boolean {
  if (typeof left === 'boolean') return left && right;
  if (typeof right === 'boolean') return right && left;
  return { kind: 'all', of: [left, right] };
}

function either(left: Condition | boolean, right: Condition | boolean): Condition | boolean {
  if (typeof left === 'boolean') return left || right;
  if (typeof right === 'boolean') return right || left;
  return { kind: 'any', of: [left, right] };
}

/** `bpf_core_field_exists(p->a.b)` or `(struct x, a.b)`. */
function fieldExists(walk: Walk, first: Expression | undefined, second: Expression | undefined): Condition | undefined {
  const asked = memberAsked(walk, first, second);
  return asked && { kind: 'field_exists', ...asked };
}
