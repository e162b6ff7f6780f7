import type { CType } from '@tracefit/model';
import { maxDepth, type TypeView } from './type-view';

/**
 * Whether a type of the kernel is of the same make as the object's: the kinds agree all the way down, struct members aside
 * (bpf_core_types_are_compat, relo_core.c, Linux 7.2).
 */
export function typesFit(local: TypeView, localType: CType, target: TypeView, targetType: CType, depth = 0): boolean {
  const one = local.resolve(localType);
  const other = target.resolve(targetType);
  if (local.kind(one) !== target.kind(other) || depth > maxDepth) return false;
  if (one.kind === 'ptr' && other.kind === 'ptr') return typesFit(local, one.to, target, other.to, depth + 1);
  if (one.kind === 'array' && other.kind === 'array') return typesFit(local, one.of, target, other.of, depth + 1);
  if (one.kind === 'func_proto' && other.kind === 'func_proto') {
    const mine = one.proto.params;
    const theirs = other.proto.params;
    if (mine.length !== theirs.length) return false;
    const fit = mine.every((param, at) => {
      const their = theirs[at];
      return their !== undefined && typesFit(local, param.type, target, their.type, depth + 1);
    });
    return fit && typesFit(local, one.proto.ret, target, other.proto.ret, depth + 1);
  }
  return !['float', 'typedef'].includes(local.kind(one));
}
