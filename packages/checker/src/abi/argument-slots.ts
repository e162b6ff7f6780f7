import type { CType, FuncProto, Param } from '@tracefit/model';
import { resolveType, type Scope } from '../types/scope';
import { sizeOf } from '../types/size';

/**
 * The parameter behind each argument word, in order: what `argN`, `$argN` and `PT_REGS_PARMn` count. A struct of up to
 * 16 bytes takes a word for every 8 bytes; a larger one lies in memory (System V ABI x86-64, 3.2.3; AAPCS64, 6.8.2 passes
 * a pointer to it, which takes one word). `sockptr_t` is such a struct of two words.
 */
export function argumentSlots(scope: Scope, proto: FuncProto): readonly Param[] {
  return proto.params.flatMap((param) => new Array<Param>(words(scope, param.type)).fill(param));
}

function words(scope: Scope, type: CType): number {
  const at = resolveType(scope, type);
  if (!['struct', 'union', 'inline_struct', 'inline_union'].includes(at.kind)) return 1;
  const size = sizeOf(scope, at) ?? 8;
  if (size > 16) return scope.kernel.identity.arch === 'arm64' ? 1 : 0;
  return Math.ceil(size / 8);
}
