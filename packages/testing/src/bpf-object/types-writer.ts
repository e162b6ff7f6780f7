import { newBtfWriter, type BtfTypeSpec, type BtfWriter } from '@tracefit/btf';
import type { CDecls, CType, EnumDef, FuncProto, Member, StructDef } from '@tracefit/model';

/** Collects C types as BTF; a type gets its id when it is first asked for. */
export interface TypesWriter {
  id(type: CType): number;
  add(spec: BtfTypeSpec): number;
  /** Everything that was collected, in a writer that takes strings yet. */
  finish(): BtfWriter;
}

/** @param decls what the names mean; what it does not define is only declared */
export function typesWriter(decls: CDecls): TypesWriter {
  const specs: (BtfTypeSpec | undefined)[] = [];
  const ids = new Map<string, number>();
  const reserve = (make: () => BtfTypeSpec): number => {
    const at = specs.push(undefined);
    specs[at - 1] = make();
    return at;
  };
  const id = (type: CType): number => {
    if (type.kind === 'void') return 0;
    const key = JSON.stringify(type);
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, specs.length + 1);
    return reserve(() => spec(type));
  };
  const members = (all: readonly Member[]) =>
    all.map(({ name, type, bitOffset, bitSize }) => ({ name, type: id(type), bitOffset, bitSize }));
  const values = (all: EnumDef['values']) => all.map(({ name, value }) => ({ name, value: BigInt(value) }));
  const struct = (kind: 'struct' | 'union', name: string, def: Pick<StructDef, 'size' | 'members'>): BtfTypeSpec => ({
    kind,
    name,
    size: def.size,
    members: members(def.members),
  });
  const proto = ({ ret, params }: FuncProto): BtfTypeSpec => ({
    kind: 'func_proto',
    type: id(ret),
    params: params.map((param) => ({ name: param.name, type: id(param.type) })),
  });
  const spec = (type: Exclude<CType, { kind: 'void' }>): BtfTypeSpec => {
    switch (type.kind) {
      case 'int':
        return { kind: 'int', name: type.name, size: type.size, signed: type.signed, bits: type.size * 8 };
      case 'float':
        return { kind: 'float', name: type.name, size: type.size };
      case 'ptr':
        return { kind: 'ptr', type: id(type.to) };
      case 'array':
        return { kind: 'array', type: id(type.of), indexType: id(index), count: type.count };
      case 'const':
      case 'volatile':
      case 'restrict':
        return { kind: type.kind, type: id(type.of) };
      case 'struct':
      case 'union': {
        const def = decls.structs.find((each) => each.kind === type.kind && each.name === type.name);
        return def ? struct(type.kind, type.name, def) : { kind: 'fwd', name: type.name, of: type.kind };
      }
      case 'inline_struct':
      case 'inline_union':
        return struct(type.kind === 'inline_struct' ? 'struct' : 'union', '', type);
      case 'enum': {
        const def = decls.enums.find(({ name }) => name === type.name);
        return { kind: 'enum', name: type.name, size: def?.size ?? 4, values: values(def?.values ?? []) };
      }
      case 'inline_enum':
        return { kind: 'enum', name: '', size: type.size, values: values(type.values) };
      case 'typedef': {
        const def = decls.typedefs.find(({ name }) => name === type.name);
        return { kind: 'typedef', name: type.name, type: id(def?.type ?? index) };
      }
      case 'func_proto':
        return proto(type.proto);
    }
  };
  return {
    id,
    add: (made) => reserve(() => made),
    finish() {
      const writer = newBtfWriter();
      for (const made of specs) if (made) writer.add(made);
      return writer;
    },
  };
}

const index: CType = { kind: 'int', name: 'unsigned int', size: 4, signed: false };
