import { joinTexts, sliceText, valueText, type SourceText } from '../../../c/source-text';
import type { Expr } from '../python/syntax';
import { call } from './call';
import { joinPath } from './files';
import { formatPercent, textOf } from './format-text';
import { outcomesThat, yesOrNo } from './kernel-tests';
import { maxDepth, maxItems, maxLength, maxSteps, spend, type Machine } from './machine';
import { assign } from './assign';
import { iterate } from './items';
import { testOf, truthOf, wordsOf } from './truth';
import { createScope, findName, givenWord, keyOf, unknownWord, type PyValue, type Scope } from './value';

export function evaluate(machine: Machine, scope: Scope, node: Expr): PyValue {
  if (++machine.steps > maxSteps || machine.depth > maxDepth * 8) return unknown(machine, node);
  machine.depth++;
  const before = machine.givenRead;
  const value = evaluateInside(machine, scope, node);
  machine.depth--;
  if (value.kind !== 'unknown') return value;
  const isGiven = value.given === true || machine.givenRead > before;
  if (!isGiven) return value;
  machine.givenRead++;
  return { ...value, given: true };
}

function evaluateInside(machine: Machine, scope: Scope, node: Expr): PyValue {
  const inner = (part: Expr) => evaluate(machine, scope, part);
  switch (node.kind) {
    case 'name':
      return findName(scope, node.name) ?? builtin(node.name) ?? unknown(machine, node);
    case 'number':
      return { kind: 'number', value: node.value };
    case 'text':
      return { kind: 'text', value: node.value };
    case 'constant':
      return { kind: 'constant', value: node.value };
    case 'join':
      return { kind: 'text', value: joinTexts(node.parts.map((part) => textOf(inner(part), part))) };
    case 'list':
      return { kind: 'list', items: node.items.map(inner) };
    case 'dict': {
      const entries = node.entries.map(({ key, value }) => ({ key: inner(key), value: inner(value) }));
      return { kind: 'dict', entries: new Map(entries.map((entry) => [keyOf(entry.key), entry])) };
    }
    case 'call':
      return call(machine, scope, node);
    case 'member':
      return memberOf(machine, inner(node.of), node);
    case 'index':
      return itemOf(machine, inner(node.of), inner(node.index), node);
    case 'slice':
      return sliceOf(machine, inner(node.of), node.from && inner(node.from), node.to && inner(node.to), node);
    case 'unary': {
      if (node.op === 'not') return truth(testOf(machine, scope, node));
      const value = inner(node.of);
      return value.kind === 'number' && node.op === '-'
        ? { kind: 'number', value: -value.value }
        : unknown(machine, node);
    }
    case 'binary':
      return binary(machine, scope, node);
    case 'conditional':
      return inner(decide(machine, scope, node.test) ? node.then : node.otherwise);
    case 'lambda':
      return { kind: 'function', def: node, scope };
    case 'comprehension':
      return comprehension(machine, scope, node);
    case 'other':
      for (const part of node.parts) inner(part);
      return unknown(machine, node);
  }
}

function truth(value: boolean | Parameters<typeof yesOrNo>[0]): PyValue {
  return typeof value === 'boolean' ? { kind: 'constant', value } : yesOrNo(value);
}

function unknown(machine: Machine, node: Expr): PyValue {
  return { kind: 'unknown', text: wordsOf(machine, node) };
}

function builtin(name: string): PyValue | undefined {
  if (name === 'BPF') return { kind: 'native', name: 'BPF' };
  return /^(?:int|str|float|len|range|list|tuple|set|dict|bool|bytes|sorted|enumerate|zip|exit|quit|print|min|max|reversed|open|map|getattr)$/.test(
    name,
  )
    ? { kind: 'native', name }
    : undefined;
}

/** The way a test goes in this run. */
export function decide(machine: Machine, scope: Scope, test: Expr): boolean {
  const holds = testOf(machine, scope, test);
  return typeof holds === 'boolean' ? holds : machine.oracle.decide(holds, machine.span(test));
}

function memberOf(machine: Machine, of: PyValue, node: Expr & { readonly kind: 'member' }): PyValue {
  switch (of.kind) {
    case 'namespace':
      machine.optionsRead.add(node.name);
      return of.fields.get(node.name) ?? unknown(machine, node);
    case 'class':
    case 'object':
      return (
        of.fields.get(node.name) ??
        (of.kind === 'object' ? { kind: 'method', of, name: node.name } : unknown(machine, node))
      );
    case 'file':
      // `Path.parent`
      return node.name === 'parent'
        ? { kind: 'file', path: of.path.replace(/\/?[^/]*$/, '') }
        : { kind: 'method', of, name: node.name };
    case 'native':
      if (of.name === 'sys' && node.name === 'argv') return { kind: 'unknown', text: 'sys.argv', given: true };
      if (of.name === 'sys.version_info' && node.name === 'major') return { kind: 'number', value: 3 };
      return { kind: 'native', name: `${of.name}.${node.name}` };
    case 'unknown':
      return { ...of, text: `${of.text}.${node.name}` };
    default:
      return { kind: 'method', of, name: node.name };
  }
}

function itemOf(machine: Machine, of: PyValue, index: PyValue, node: Expr): PyValue {
  if (of.kind === 'list' && index.kind === 'number') {
    return of.items.at(index.value) ?? unknown(machine, node);
  }
  if (of.kind === 'dict') return of.entries.get(keyOf(index))?.value ?? unknown(machine, node);
  if (of.kind === 'text' && index.kind === 'number') {
    const at = index.value < 0 ? of.value.text.length + index.value : index.value;
    return { kind: 'text', value: sliceText(of.value, at, at + 1) };
  }
  if (of.kind === 'native' && of.name === 'sys.version_info') return { kind: 'number', value: 3 };
  if (of.kind === 'functions') return { kind: 'function_of', pattern: of.pattern, condition: of.condition };
  return unknown(machine, node);
}

function sliceOf(
  machine: Machine,
  of: PyValue,
  from: PyValue | undefined,
  to: PyValue | undefined,
  node: Expr,
): PyValue {
  const bound = (value: PyValue | undefined, other: number, length: number) => {
    if (!value) return other;
    if (value.kind !== 'number') return undefined;
    return value.value < 0 ? Math.max(0, length + value.value) : Math.min(value.value, length);
  };
  const length = of.kind === 'text' ? of.value.text.length : of.kind === 'list' ? of.items.length : undefined;
  if (length === undefined) return unknown(machine, node);
  const start = bound(from, 0, length);
  const end = bound(to, length, length);
  if (start === undefined || end === undefined) return unknown(machine, node);
  if (of.kind === 'text') return { kind: 'text', value: sliceText(of.value, start, end) };
  return of.kind === 'list' ? { kind: 'list', items: of.items.slice(start, end) } : unknown(machine, node);
}

function binary(machine: Machine, scope: Scope, node: Expr & { readonly kind: 'binary' }): PyValue {
  const { op } = node;
  if (op === 'and' || op === 'or') {
    const left = evaluate(machine, scope, node.left);
    const holds = truthOf(left, () => wordsOf(machine, node.left));
    if (typeof holds !== 'boolean') return truth(testOf(machine, scope, node));
    return holds === (op === 'or') ? left : evaluate(machine, scope, node.right);
  }
  const left = evaluate(machine, scope, node.left);
  const right = evaluate(machine, scope, node.right);
  return spend(machine, operate(op, left, right, node) ?? unknown(machine, node));
}

/** `left op right`; `undefined` where it is not known. */
export function operate(op: string, left: PyValue, right: PyValue, node: Expr): PyValue | undefined {
  if (left.kind === 'text' && op === '%') return short({ kind: 'text', value: formatPercent(left.value, right, node) });
  if (left.kind === 'text' && right.kind === 'text') {
    const [a, b] = [left.value.text, right.value.text];
    if (op === '+') return short(joined(left.value, right.value));
    if (op === 'in' || op === 'not in') return truth(b.includes(a) === (op === 'in'));
    return compared(op, a < b ? -1 : a > b ? 1 : 0);
  }
  if (op === '+' && left.kind === 'text' && right.kind === 'unknown')
    return short(joined(left.value, lostText(right, node)));
  if (op === '+' && left.kind === 'unknown' && right.kind === 'text')
    return short(joined(lostText(left, node), right.value));
  if (op === '/' && left.kind === 'file' && right.kind === 'text')
    return { kind: 'file', path: joinPath(left.path, right.value.text) };
  if (left.kind === 'list' && right.kind === 'list' && op === '+')
    return { kind: 'list', items: [...left.items, ...right.items].slice(0, maxItems) };
  if (left.kind === 'number' && right.kind === 'number') return arithmetic(op, left.value, right.value);
  if (left.kind === 'test' || right.kind === 'test') return comparedTest(op, left, right);
  if (op === 'in' || op === 'not in') {
    const key = keyOf(left);
    if (left.kind === 'unknown') return undefined;
    if (right.kind === 'dict') return truth(right.entries.has(key) === (op === 'in'));
    if (right.kind === 'list' && !right.items.some((item) => item.kind === 'unknown')) {
      return truth(right.items.some((item) => keyOf(item) === key) === (op === 'in'));
    }
    return undefined;
  }
  const plain = (value: PyValue) => value.kind === 'constant' || value.kind === 'number' || value.kind === 'text';
  if (/^(?:==|is)$/.test(op) && plain(left) && plain(right)) return truth(keyOf(left) === keyOf(right));
  if (/^(?:!=|is not)$/.test(op) && plain(left) && plain(right)) return truth(keyOf(left) !== keyOf(right));
  const isNone = (value: PyValue) => value.kind === 'constant' && value.value === undefined;
  if ((isNone(left) || isNone(right)) && left.kind !== 'unknown' && right.kind !== 'unknown') {
    if (op === '==' || op === 'is') return truth(false);
    if (op === '!=' || op === 'is not') return truth(true);
  }
  return undefined;
}

function joined(left: SourceText, right: SourceText): PyValue & { readonly kind: 'text' } {
  return { kind: 'text', value: joinTexts([left, right]) };
}

/** What stands in a text for a part of it that is not known. */
function lostText({ given }: PyValue & { readonly kind: 'unknown' }, { start, end }: Expr): SourceText {
  return valueText(given === true ? givenWord : unknownWord, start, end);
}

function short(value: PyValue & { readonly kind: 'text' }): PyValue | undefined {
  return value.value.text.length <= maxLength ? value : undefined;
}

function compared(op: string, order: number): PyValue | undefined {
  switch (op) {
    case '==':
    case 'is':
      return truth(order === 0);
    case '!=':
    case 'is not':
      return truth(order !== 0);
    case '<':
      return truth(order < 0);
    case '<=':
      return truth(order <= 0);
    case '>':
      return truth(order > 0);
    case '>=':
      return truth(order >= 0);
    default:
      return undefined;
  }
}

function arithmetic(op: string, a: number, b: number): PyValue | undefined {
  const made = (value: number): PyValue | undefined => (Number.isFinite(value) ? { kind: 'number', value } : undefined);
  switch (op) {
    case '+':
      return made(a + b);
    case '-':
      return made(a - b);
    case '*':
      return made(a * b);
    case '/':
      return made(a / b);
    case '//':
      return made(Math.floor(a / b));
    case '%':
      return made(a % b);
    case '**':
      return made(a ** b);
    case '<<':
      return b >= 0 && b < 32 ? made(a * 2 ** b) : undefined;
    case '|':
      return made(Number(BigInt(Math.trunc(a)) | BigInt(Math.trunc(b))));
    case '&':
      return made(Number(BigInt(Math.trunc(a)) & BigInt(Math.trunc(b))));
    default:
      return compared(op, a - b);
  }
}

/** A number that depends on the kernel, compared with one that does not. */
function comparedTest(op: string, left: PyValue, right: PyValue): PyValue | undefined {
  const [test, other, flipped] = left.kind === 'test' ? [left, right, false] : [right, left, true];
  const number =
    other.kind === 'number' ? other.value : other.kind === 'constant' ? Number(other.value ?? NaN) : undefined;
  if (test.kind !== 'test' || number === undefined) return undefined;
  const holds = (value: number) => {
    const answer = compared(op, flipped ? number - value : value - number);
    return answer?.kind === 'constant' && answer.value === true;
  };
  return compared(op, 0) && truth(outcomesThat(test.outcomes, holds));
}

function comprehension(machine: Machine, scope: Scope, node: Expr & { readonly kind: 'comprehension' }): PyValue {
  const over = evaluate(machine, scope, node.over);
  const items = iterate(over);
  if (!items) return unknown(machine, node);
  const inside = createScope(scope);
  const made: PyValue[] = [];
  for (const item of items) {
    assign(machine, inside, node.target, item);
    if (!node.test || decide(machine, inside, node.test)) made.push(evaluate(machine, inside, node.item));
  }
  return { kind: 'list', items: made };
}
