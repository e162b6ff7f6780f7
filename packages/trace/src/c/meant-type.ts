import type { CType } from '@tracefit/model';
import type { Value } from './code';
import type { Expression } from './syntax';
import type { Walk } from './walk';

/** A type as the text has it, which may be that of a value: `typeof(p->a) *`. */
export interface Meant {
  readonly type?: CType;
  /** A value of the kernel's that has the type, where only the kernel knows it. */
  readonly like?: Value;
}

/** The type that a declaration, a cast or a macro names; nothing that `typeof` is asked of runs. */
export function typeMeant(
  walk: Walk,
  { type, typeOf }: { readonly type: CType | undefined; readonly typeOf?: Expression },
): Meant {
  if (!typeOf) return type ? { type } : {};
  const { quiet } = walk;
  walk.quiet = true;
  const value = walk.rules.expression(walk, typeOf);
  walk.quiet = quiet;
  if (value.type) return { type: inPlaceOfVoid(type, value.type) };
  return value.chain ? { like: value } : {};
}

/** The type that a declaration makes of another, which it has as `void`. */
function inPlaceOfVoid(type: CType | undefined, meant: CType): CType {
  if (type?.kind === 'ptr') return { kind: 'ptr', to: inPlaceOfVoid(type.to, meant) };
  if (type?.kind === 'array' || type?.kind === 'const' || type?.kind === 'volatile')
    return { ...type, of: inPlaceOfVoid(type.of, meant) };
  return meant;
}
