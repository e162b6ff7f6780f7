import { evaluateConstant } from '@tracefit/model';
import type { Value } from './code';
import type { Expression } from './syntax';
import { addUse, type Walk } from './walk';

/** Where one side of a comparison is a number that stands there, the other is taken for what that number means. */
export function noteComparison(walk: Walk, { chain, origin }: Value, number: Expression): void {
  const from = chain ?? origin;
  const isNegative = number.kind === 'unary' && number.op === '-';
  const literal = isNegative ? number.of : number;
  if (!from || literal.kind !== 'literal' || literal.macro !== undefined) return;
  const value = evaluateConstant(literal.text);
  // 0 is nothing, or a pointer to nothing, more often than the first constant of an enum.
  if (value === undefined || value === 0n) return;
  const { base, path, expected } = from;
  addUse(walk, {
    kind: 'comparison',
    base,
    path,
    number: String(isNegative ? -value : value),
    span: walk.span(number),
    ...(expected ? { expected } : {}),
  });
}
