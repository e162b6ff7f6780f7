import type { CType } from '@tracefit/model';
import type { Value } from './code';
import type { Walk } from './walk';

/** Whether nothing is said yet of what an argument points to: `void *arg` says as little as no type. */
export function isUnclaimed(walk: Walk, { chain, type }: Value): boolean {
  if (chain?.path.length !== 0 || chain.base.kind === 'typed') return false;
  const said = chain.expected?.type ?? type;
  return said === undefined || isMute(walk, said);
}

/** A variable too small to hold a pointer: what goes into it is a number. */
export function isHalfWord(walk: Walk, type: CType): boolean {
  const at = walk.types.resolve(type);
  return at.kind === 'int'
    ? at.size < 8
    : at.kind === 'typedef' && /^(?:_*[us]|u?int)(?:8|16|32)(?:_t)?$/.test(at.name);
}

/** Whether a type says nothing of what a value points to. */
export function isMute(walk: Walk, type: CType): boolean {
  const at = walk.types.resolve(type);
  if (at.kind === 'ptr') return walk.types.resolve(at.to).kind === 'void';
  return at.kind === 'int' || at.kind === 'typedef';
}
