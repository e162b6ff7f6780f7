import type { CType } from '@tracefit/model';
import { resolveType, type Scope } from './scope';

/** Whether a type says enough to be recognised among others: a pointer to a struct. */
export function pointsSomewhere(scope: Scope, type: CType): boolean {
  const at = resolveType(scope, type);
  if (at.kind !== 'ptr') return false;
  const to = resolveType(scope, at.to);
  return to.kind === 'struct' || to.kind === 'union' || to.kind === 'ptr';
}
