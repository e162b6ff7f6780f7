import type { CType } from '@tracefit/model';
import { namedDefinitions, resolveType, type Scope } from './scope';

/** The size of a type in bytes on a 64-bit kernel; `undefined` where its definition is not known. */
export function sizeOf(scope: Scope, type: CType): number | undefined {
  const at = resolveType(scope, type);
  switch (at.kind) {
    case 'int':
    case 'float':
    case 'inline_enum':
    case 'inline_struct':
    case 'inline_union':
      return at.size;
    case 'enum':
      return scope.kernel.enums(at.name)[0]?.size ?? 4;
    case 'ptr':
      return 8;
    case 'array': {
      const element = sizeOf(scope, at.of);
      return element === undefined ? undefined : element * at.count;
    }
    case 'struct':
    case 'union':
      return namedDefinitions(scope, { kind: at.kind, name: at.name })[0]?.size;
    default:
      return undefined;
  }
}
