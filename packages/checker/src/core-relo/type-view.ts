import type { CType, EnumDef, InlineEnum, Member, StructDef, TypedefDef } from '@tracefit/model';

/** Where types are found by name: a kernel, or a BPF object. */
export interface TypeSource {
  structs(kind: 'struct' | 'union', name: string): readonly StructDef[];
  enums(name: string): readonly EnumDef[];
  typedefs(name: string): readonly TypedefDef[];
}

/** One way to read the types of a source: of several definitions of a name one is chosen. */
export interface TypeView {
  /** The type without `const`, `volatile`, `restrict` and typedefs. */
  readonly resolve: (type: CType) => CType;
  /** The kind of a resolved type; `fwd` for a struct or union that is only declared. */
  readonly kind: (type: CType) => CoreKind;
  /** The name of a resolved type, empty where it has none. */
  readonly name: (type: CType) => string;
  /** The members of a resolved struct or union. */
  readonly members: (type: CType) => readonly Member[];
  readonly enumOf: (type: CType) => EnumDef | InlineEnum | undefined;
  /** In bytes; `undefined` where it has no size. */
  readonly size: (type: CType) => number | undefined;
  /** Names that have several definitions and were looked at, with how many there are. */
  readonly doubtful: ReadonlyMap<string, number>;
}

export type CoreKind =
  'void' | 'int' | 'float' | 'ptr' | 'array' | 'struct' | 'union' | 'enum' | 'fwd' | 'func_proto' | 'typedef';

/** As libbpf limits chains of types (MAX_RESOLVE_DEPTH, tools/lib/bpf/btf.c). */
export const maxDepth = 32;

/** @param choices for names with several definitions, `struct sock`, the index of the one to take; the first without */
export function viewTypes(source: TypeSource, pointerSize: number, choices: ReadonlyMap<string, number>): TypeView {
  const doubtful = new Map<string, number>();
  const choose = <T>(key: string, all: readonly T[]): T | undefined => {
    if (all.length > 1) doubtful.set(key, all.length);
    return all[choices.get(key) ?? 0];
  };
  const structOf = (type: CType): StructDef | undefined =>
    type.kind === 'struct' || type.kind === 'union'
      ? choose(`${type.kind} ${type.name}`, source.structs(type.kind, type.name))
      : undefined;
  const enumOf = (type: CType): EnumDef | InlineEnum | undefined => {
    if (type.kind === 'inline_enum') return type;
    return type.kind === 'enum' ? choose(`enum ${type.name}`, source.enums(type.name)) : undefined;
  };
  const resolve = (type: CType): CType => {
    let at = type;
    for (let depth = 0; depth < maxDepth; depth++) {
      if (at.kind === 'const' || at.kind === 'volatile' || at.kind === 'restrict') at = at.of;
      else if (at.kind === 'typedef') {
        const def = choose(`typedef ${at.name}`, source.typedefs(at.name));
        if (!def) return at;
        at = def.type;
      } else return at;
    }
    return at;
  };
  const sizeOf = (type: CType, depth: number): number | undefined => {
    const at = resolve(type);
    switch (at.kind) {
      case 'int':
      case 'float':
      case 'inline_struct':
      case 'inline_union':
        return at.size;
      case 'struct':
      case 'union':
        return structOf(at)?.size;
      case 'enum':
      case 'inline_enum':
        return enumOf(at)?.size ?? 4;
      case 'ptr':
        return pointerSize;
      case 'array': {
        const of = depth < maxDepth ? sizeOf(at.of, depth + 1) : undefined;
        return of === undefined ? undefined : of * at.count;
      }
      default:
        return undefined;
    }
  };
  return {
    resolve,
    kind: (type) => {
      switch (type.kind) {
        case 'struct':
        case 'union':
          return structOf(type) ? type.kind : 'fwd';
        case 'inline_struct':
          return 'struct';
        case 'inline_union':
          return 'union';
        case 'inline_enum':
          return 'enum';
        case 'const':
        case 'volatile':
        case 'restrict':
          return 'typedef';
        default:
          return type.kind;
      }
    },
    name: (type) => ('name' in type ? type.name : ''),
    members: (type) => {
      if (type.kind === 'inline_struct' || type.kind === 'inline_union') return type.members;
      return structOf(type)?.members ?? [];
    },
    enumOf,
    size: (type) => sizeOf(type, 0),
    doubtful,
  };
}

export function isComposite(kind: CoreKind): boolean {
  return kind === 'struct' || kind === 'union';
}
