import type { Btf, BtfEnum, BtfStruct, BtfType } from '@tracefit/btf';
import { FormatError } from '@tracefit/btf';
import type { CoreObject, CType, EnumValue, Member } from '@tracefit/model';

/** The types of a BPF object as the model's. */
export interface ObjectTypes {
  /** @throws FormatError where the type is damaged, nests too deep or is too large spelled out */
  type(id: number): CType;
  /** All that have a name and a definition. */
  readonly named: Pick<CoreObject, 'structs' | 'enums' | 'typedefs'>;
  /** Names that stand for two different types, `struct event`: which one is meant cannot be told any more. */
  readonly doubled: ReadonlySet<string>;
}

/** As libbpf limits chains of types (MAX_RESOLVE_DEPTH, tools/lib/bpf/btf.c). */
const maxDepth = 32;
/** Anonymous types are spelled out wherever they are used; all of an object together stay below this. */
const maxNodes = 1_000_000;

export function lowerTypes(btf: Btf): ObjectTypes {
  const known = new Map<number, CType>();
  let depth = 0;
  let nodes = 0;
  const type = (id: number): CType => {
    const before = known.get(id);
    if (before) return before;
    if (depth >= maxDepth) throw new FormatError('types nest too deep', btf.offsetOf(id));
    if (++nodes > maxNodes) throw new FormatError('the types are too large to be spelled out', btf.offsetOf(id));
    depth++;
    try {
      const lowered = lower(btf.type(id));
      known.set(id, lowered);
      return lowered;
    } finally {
      depth--;
    }
  };
  const members = (struct: BtfStruct): readonly Member[] =>
    struct.members.map(({ name, type: id, bitOffset, bitSize }) => ({
      name,
      type: type(id),
      bitOffset,
      ...(bitSize === undefined ? {} : { bitSize }),
    }));
  const lower = (t: BtfType): CType => {
    switch (t.kind) {
      case 'int':
        return { kind: 'int', name: t.name, size: t.size, signed: t.signed };
      case 'float':
        return { kind: 'float', name: t.name, size: t.size };
      case 'ptr':
        return { kind: 'ptr', to: type(t.type) };
      case 'array':
        return { kind: 'array', of: type(t.type), count: t.count };
      case 'const':
      case 'volatile':
      case 'restrict':
        return { kind: t.kind, of: type(t.type) };
      case 'typedef':
        return t.name === '' ? type(t.type) : { kind: 'typedef', name: t.name };
      case 'struct':
      case 'union':
        if (t.name !== '') return { kind: t.kind, name: t.name };
        return { kind: t.kind === 'struct' ? 'inline_struct' : 'inline_union', size: t.size, members: members(t) };
      case 'fwd':
        return { kind: t.of, name: t.name };
      case 'enum':
      case 'enum64':
        if (t.name !== '') return { kind: 'enum', name: t.name };
        return { kind: 'inline_enum', size: t.size, signed: t.signed, values: constants(t) };
      case 'func_proto': {
        const params = t.params.map((param) => ({ name: param.name, type: type(param.type) }));
        return { kind: 'func_proto', proto: { ret: type(t.type), params } };
      }
      case 'type_tag':
        return type(t.type);
      default:
        return { kind: 'void' };
    }
  };
  return { type, ...namedTypes(btf, type, members) };
}

function namedTypes(
  btf: Btf,
  type: (id: number) => CType,
  members: (struct: BtfStruct) => readonly Member[],
): Pick<ObjectTypes, 'named' | 'doubled'> {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  const note = (key: string): void => {
    if (seen.has(key)) doubled.add(key);
    seen.add(key);
  };
  const named = {
    structs: [] as CoreObject['structs'][number][],
    enums: [] as CoreObject['enums'][number][],
    typedefs: [] as CoreObject['typedefs'][number][],
  };
  for (const t of btf.types()) {
    if (t.name === '') continue;
    if (t.kind === 'struct' || t.kind === 'union') {
      named.structs.push({ kind: t.kind, name: t.name, size: t.size, members: members(t) });
      note(`${t.kind} ${t.name}`);
    } else if (t.kind === 'enum' || t.kind === 'enum64') {
      named.enums.push({ name: t.name, size: t.size, signed: t.signed, values: constants(t) });
      note(`enum ${t.name}`);
    } else if (t.kind === 'typedef') {
      named.typedefs.push({ name: t.name, type: type(t.type) });
      note(t.name);
    }
  }
  return { named, doubled };
}

function constants({ values }: BtfEnum): readonly EnumValue[] {
  return values.map(({ name, value }) => ({ name, value: value.toString() }));
}
