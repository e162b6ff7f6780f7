import type { Condition } from '@tracefit/model';
import { negate } from '../../../explore';
import type { Expr } from '../python/syntax';
import { outcomesThat } from './kernel-tests';
import type { Machine } from './machine';
import { findName, type PyValue, type Scope } from './value';

/** Whether a test holds: known, or a condition the kernel or the user decides and this run has not met before. */
export function testOf(machine: Machine, scope: Scope, node: Expr): boolean | Condition {
  const holds = testInside(machine, scope, node);
  return typeof holds === 'boolean' ? holds : (machine.oracle.known(holds) ?? holds);
}

function testInside(machine: Machine, scope: Scope, node: Expr): boolean | Condition {
  if (node.kind === 'unary' && node.op === 'not') return not(testOf(machine, scope, node.of));
  if (node.kind === 'binary' && (node.op === 'and' || node.op === 'or')) {
    const left = testOf(machine, scope, node.left);
    if (left === (node.op === 'or')) return left;
    const right = testOf(machine, scope, node.right);
    if (left === (node.op === 'and') || right === (node.op === 'or')) return right;
    if (right === (node.op === 'and')) return left;
    return { kind: node.op === 'and' ? 'all' : 'any', of: [left, right].filter((part) => typeof part !== 'boolean') };
  }
  const truth = truthOf(machine.rules.evaluate(machine, scope, node), () => wordsOf(machine, node));
  const isOpen = typeof truth !== 'boolean' && truth.kind === 'opaque';
  return isOpen && asksKernel(scope, truth.text, 0) ? { kind: 'not_followed', text: truth.text } : truth;
}

/** Words that ask which kernel it is, and on what machine. */
const asksRelease = /\bplatform\.(?:release|version|uname|machine)\(|\bos\.uname\(/;

/** How many variables are gone back over to where a value came from. */
const maxSteps = 4;

/** Whether words ask which kernel it is, or name a variable that holds what was asked before. */
function asksKernel(scope: Scope, words: string, steps: number): boolean {
  if (asksRelease.test(words)) return true;
  if (steps >= maxSteps) return false;
  return [...new Set(words.match(/\b[A-Za-z_]\w*/g))].some((name) => {
    const value = findName(scope, name);
    return value?.kind === 'unknown' && value.text !== words && asksKernel(scope, value.text, steps + 1);
  });
}

/** `bool(value)`; what nobody knows is a condition in the script's words. */
export function truthOf(value: PyValue, words: () => string): boolean | Condition {
  switch (value.kind) {
    case 'text':
      return value.value.text !== '';
    case 'number':
      return value.value !== 0;
    case 'constant':
      return value.value === true;
    case 'list':
      return value.items.length > 0;
    case 'dict':
      return value.entries.size > 0;
    case 'test':
      return outcomesThat(value.outcomes, (number) => number !== 0);
    case 'functions':
      return value.condition;
    case 'unknown': {
      const text = words();
      return { kind: asksRelease.test(text) ? 'not_followed' : 'opaque', text };
    }
    default:
      return true;
  }
}

function not(truth: boolean | Condition): boolean | Condition {
  return typeof truth === 'boolean' ? !truth : negate(truth);
}

/** What an expression reads like in the script, on one line. */
export function wordsOf(machine: Machine, { start, end }: Expr): string {
  const text = machine.source.slice(start, end).replace(/\s+/g, ' ');
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}

/** Whether only the user or the script's surroundings decide a condition, and no kernel. */
export function isOpaque(condition: Condition): boolean {
  switch (condition.kind) {
    case 'opaque':
    case 'not_followed':
      return true;
    case 'not':
      return isOpaque(condition.of);
    case 'all':
    case 'any':
      return condition.of.every(isOpaque);
    default:
      return false;
  }
}
