import { evaluateConstant } from '@tracefit/model';
import type { Expression, LiteralNode } from './syntax';

/** A name that the text gives a number, where that name stands. */
export interface OwnConstant {
  readonly name: string;
  readonly value: bigint;
}

/** Macros of the kernel's headers that make a number of one bit. */
const bits = /^(?:BIT|BIT_ULL|_BITUL|_BITULL)$/;

/** The macro without parameters whose whole body an expression is, where that is a number: `#define FLAG (1 << 6)`. */
export function ownConstant(node: Expression): OwnConstant | undefined {
  const name = macroOf(node);
  const text = name === undefined ? undefined : spell(node, (literal) => literal.macro === name, 0);
  const value = text === undefined ? undefined : evaluateConstant(text);
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** The macro of the first number in an expression, where the expression stands at the macro's own place. */
function macroOf(node: Expression): string | undefined {
  let at = node;
  for (let depth = 0; depth < maxDepth; depth++) {
    if (at.start !== node.start || at.end !== node.end) return undefined;
    if (at.kind === 'literal') return at.macro;
    if (at.kind === 'binary') at = at.left;
    else if (at.kind === 'unary' && at.op !== 'sizeof') at = at.of;
    else if (at.kind === 'call' && at.args[0]) [at] = at.args as readonly [Expression];
    else return undefined;
  }
  return undefined;
}

/** Bodies of macros that hold more than that are no constants. */
const maxDepth = 20;

/** An expression of numbers alone, as text. */
export function spellNumber(node: Expression): string | undefined {
  return spell(node, () => true, 0);
}

function spell(node: Expression, isPart: (literal: LiteralNode) => boolean, depth: number): string | undefined {
  if (depth > maxDepth) return undefined;
  const inner = (of: Expression) => spell(of, isPart, depth + 1);
  switch (node.kind) {
    case 'literal':
      return isPart(node) ? node.text : undefined;
    case 'unary': {
      const of = inner(node.of);
      return of === undefined || !'-+~!'.includes(node.op) ? undefined : `${node.op}(${of})`;
    }
    case 'binary': {
      const [left, right] = [inner(node.left), inner(node.right)];
      return left === undefined || right === undefined ? undefined : `((${left}) ${node.op} (${right}))`;
    }
    case 'call': {
      const [arg] = node.args;
      const number = node.of.kind === 'name' && bits.test(node.of.name) && arg ? inner(arg) : undefined;
      return number === undefined ? undefined : `(1 << (${number}))`;
    }
    default:
      return undefined;
  }
}
