import type { CType } from '@tracefit/model';
import { typeFits } from './fit';
import { sameType } from './same';
import { resolveType, type Scope } from './scope';

/**
 * Whether one script can read both values and be right, where it does not say what it takes them for: all numbers are
 * alike, and pointers where either serves for the other.
 */
export function readAlike(a: Scope, left: CType, b: Scope, right: CType): boolean {
  if (sameType(a, left, b, right)) return true;
  const one = resolveType(a, left);
  const other = resolveType(b, right);
  if (isNumber(one) && isNumber(other)) return true;
  if (one.kind !== 'ptr' || other.kind !== 'ptr') return false;
  return typeFits(a, right, left) && typeFits(b, left, right);
}

function isNumber(type: CType): boolean {
  return type.kind === 'int' || type.kind === 'enum' || type.kind === 'inline_enum';
}
