import { FormatError } from '@tracefit/btf';
import type { Btf, BtfEnum, BtfFuncProto, BtfStruct } from '@tracefit/btf';
import type { CType, EnumValue, FuncProto, Member } from '@tracefit/model';

/** BTF types as C types, each made once and shared. */
export interface CTypes {
  /** @throws FormatError where the type is damaged, nests too deep or is too large spelled out */
  type(id: number): CType;
  /** @throws FormatError where `id` is not a function's prototype, or is damaged */
  proto(id: number): FuncProto;
  members(struct: BtfStruct): readonly Member[];
  values(of: BtfEnum): readonly EnumValue[];
  /** How many nodes a type has spelled out, once it was made. */
  nodesOf(id: number): number;
}

/** As libbpf limits chains of types (MAX_RESOLVE_DEPTH, tools/lib/bpf/btf.c). */
const MAX_DEPTH = 32;
/** Types are shared, so a few bytes of BTF could stand for a tree that no memory holds. The largest real ones have hundreds. */
const MAX_NODES = 100_000;

const VOID: CType = { kind: 'void' };

/**
 * Lowers BTF types to the model's, which stop at names. `type_tag` and `decl_tag` leave no trace: C has no word for them.
 * @param base those of the base of a split BTF, which many of them share
 */
export function cTypes(btf: Btf, base?: CTypes): CTypes {
  const firstId = base ? btf.firstId : 0;
  const types = new Array<CType | undefined>(btf.length - firstId);
  const protos = new Array<FuncProto | undefined>(btf.length - firstId);
  const nodes = new Uint32Array(btf.length - firstId);
  let depth = 0;
  let count = 0;

  const spend = (id: number, amount: number): void => {
    count += amount;
    if (count > MAX_NODES) throw new FormatError('a type is too large to be spelled out', btf.offsetOf(id));
  };

  /** Keeps what `lower` makes, and how many nodes it has. */
  const once = <T>(made: (T | undefined)[], id: number, lower: () => T): T => {
    const known = made[id - firstId];
    if (known !== undefined) {
      if (depth === 0) count = 0;
      spend(id, nodes[id - firstId] ?? 1);
      return known;
    }
    if (depth >= MAX_DEPTH) throw new FormatError('types nest too deep', btf.offsetOf(id));
    const before = depth === 0 ? 0 : count;
    count = before;
    depth++;
    try {
      spend(id, 1);
      const value = lower();
      nodes[id - firstId] = count - before;
      made[id - firstId] = value;
      return value;
    } finally {
      depth--;
    }
  };

  /** What the base has made, with its nodes counted here as well. */
  const fromBase = <T>(from: CTypes, id: number, get: () => T): T => {
    if (depth === 0) count = 0;
    const value = get();
    spend(id, from.nodesOf(id));
    return value;
  };

  const type = (id: number): CType => {
    if (id === 0) return VOID;
    if (base && id < firstId) return fromBase(base, id, () => base.type(id));
    return once(types, id, () => lowerType(id));
  };

  const lowerType = (id: number): CType => {
    const t = btf.type(id);
    switch (t.kind) {
      case 'void':
        return VOID;
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
        if (t.name === '') throw new FormatError('a type that is only declared has no name', btf.offsetOf(id));
        return { kind: t.of, name: t.name };
      case 'enum':
      case 'enum64':
        if (t.name !== '') return { kind: 'enum', name: t.name };
        return { kind: 'inline_enum', size: t.size, signed: t.signed, values: values(t) };
      case 'func_proto':
        return { kind: 'func_proto', proto: proto(id) };
      case 'type_tag':
        return type(t.type);
      case 'func':
      case 'var':
      case 'datasec':
      case 'decl_tag':
      case 'opaque':
        throw new FormatError(`a type is made from a ${t.kind}, which is none`, btf.offsetOf(id));
    }
  };

  const proto = (id: number): FuncProto => {
    if (base && id < firstId) return fromBase(base, id, () => base.proto(id));
    return once(protos, id, () => {
      const t = btf.type(id);
      if (t.kind !== 'func_proto') throw new FormatError('a function has no prototype', btf.offsetOf(id));
      return lowerProto(t);
    });
  };

  const lowerProto = (t: BtfFuncProto): FuncProto => {
    const params = t.params.map((param) => ({ name: param.name, type: type(param.type) }));
    return t.variadic ? { ret: type(t.type), params, variadic: true } : { ret: type(t.type), params };
  };

  const members = (struct: BtfStruct): readonly Member[] =>
    struct.members.map(({ name, type: id, bitOffset, bitSize }) =>
      bitSize === undefined ? { name, type: type(id), bitOffset } : { name, type: type(id), bitOffset, bitSize },
    );

  const values = (of: BtfEnum): readonly EnumValue[] =>
    of.values.map(({ name, value }) => ({ name, value: value.toString() }));

  return { type, proto, members, values, nodesOf: (id) => nodes[id - firstId] ?? 1 };
}
