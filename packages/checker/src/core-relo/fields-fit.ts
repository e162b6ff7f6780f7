import type { CType } from '@tracefit/model';
import { essentialName } from './essential-name';
import { isComposite, maxDepth, type TypeView } from './type-view';

/**
 * Whether a member of one type serves for one of another: structs and unions whatever they are, pointers and integers of any
 * kind, enums of one name (bpf_core_fields_are_compat, relo_core.c, Linux 7.2).
 */
export function fieldsFit(local: TypeView, localType: CType, target: TypeView, targetType: CType, depth = 0): boolean {
  const one = local.resolve(localType);
  const other = target.resolve(targetType);
  const kind = local.kind(one);
  if (isComposite(kind) && isComposite(target.kind(other))) return true;
  if (kind !== target.kind(other) || depth > maxDepth) return false;
  switch (kind) {
    case 'ptr':
    case 'float':
    case 'int':
      return true;
    case 'enum':
    case 'fwd': {
      const names = [local.name(one), target.name(other)];
      return names.includes('') || essentialName(names[0] ?? '') === essentialName(names[1] ?? '');
    }
    case 'array':
      return one.kind === 'array' && other.kind === 'array' && fieldsFit(local, one.of, target, other.of, depth + 1);
    default:
      return false;
  }
}
