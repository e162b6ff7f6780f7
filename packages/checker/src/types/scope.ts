import { ask } from '../alike/asked-kernel';
import type { CType, Kernel, Member, StructDef } from '@tracefit/model';

/** Where a script's type names are looked up: what the script declares itself stands before the kernel's. */
export interface Scope {
  readonly kernel: Kernel;
  readonly declared: readonly StructDef[];
}

/** How many typedefs, or members without a name, may lie in each other; the kernel has chains of five. */
export const maxNesting = 32;

/** The type without `const`, `volatile` and `restrict`, and without typedefs. A typedef nobody knows stays. */
export function resolveType(scope: Scope, type: CType): CType {
  let at = type;
  for (let depth = 0; depth < maxNesting; depth++) {
    if (at.kind === 'const' || at.kind === 'volatile' || at.kind === 'restrict') at = at.of;
    else if (at.kind === 'typedef') {
      const def = scope.kernel.typedefs(at.name)[0];
      if (!def) return at;
      at = def.type;
    } else return at;
  }
  return at;
}

/** The members of a struct or union, as many times as the kernel defines one of that name; empty where it has none. */
export function definitions(scope: Scope, type: CType): readonly (readonly Member[])[] {
  switch (type.kind) {
    case 'inline_struct':
    case 'inline_union':
      return [type.members];
    case 'struct':
    case 'union':
      return namedDefinitions(scope, { kind: type.kind, name: type.name }).map((def) => def.members);
    default:
      return [];
  }
}

/** The definitions of a struct or union name. */
export function namedDefinitions(
  scope: Scope,
  type: { readonly kind: 'struct' | 'union'; readonly name: string },
): readonly StructDef[] {
  const own = scope.declared.filter((def) => def.kind === type.kind && def.name === type.name);
  return own.length > 0 ? own : scope.kernel.structs(type.kind, type.name);
}

/** Whether a struct or union of that name is defined. */
export function isNamed({ kernel, declared }: Scope, type: Parameters<typeof namedDefinitions>[1]): boolean {
  return ask(kernel, (plain) => namedDefinitions({ kernel: plain, declared }, type).length > 0);
}

/** The named type a pointer leads to in the end, if it is a struct or union. */
export function pointedStruct(
  scope: Scope,
  type: CType,
): { readonly kind: 'struct' | 'union'; readonly name: string } | undefined {
  let at = resolveType(scope, type);
  for (let depth = 0; depth < maxNesting && (at.kind === 'ptr' || at.kind === 'array'); depth++) {
    at = resolveType(scope, at.kind === 'ptr' ? at.to : at.of);
  }
  return at.kind === 'struct' || at.kind === 'union' ? { kind: at.kind, name: at.name } : undefined;
}

/** Whether a type leads to a struct that the script defines itself. */
export function isOwnStruct(scope: Scope, type: CType): boolean {
  const struct = pointedStruct(scope, type);
  return struct !== undefined && scope.declared.some((def) => def.kind === struct.kind && def.name === struct.name);
}
