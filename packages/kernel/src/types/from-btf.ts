import type { Btf, BtfKind } from '@tracefit/btf';
import type {
  DataSymbol,
  EnumDef,
  FuncProto,
  KernelFunction,
  RawTracepoint,
  SnapshotPart,
  StructDef,
  TypedefDef,
} from '@tracefit/model';
import { cTypes } from './c-types';
import type { CTypes } from './c-types';
import { readRawTracepoints } from './raw-tracepoints';

/** All that BTF tells of a kernel, or of one module of it. */
export type BtfFacts = Pick<
  SnapshotPart,
  'functions' | 'structs' | 'forwards' | 'enums' | 'typedefs' | 'data' | 'rawTracepoints'
>;

/**
 * Lowers BTF to the model: only its own types, not those of the base of a split BTF. Several definitions of one name are all
 * kept; BTF has none twice.
 * @param module the module it belongs to; absent for the kernel itself
 * @param base the types of the base of a split BTF, where many are read over one
 * @throws FormatError where a type is damaged
 */
export function fromBtf(btf: Btf, module?: string, base?: CTypes): BtfFacts {
  const types = cTypes(btf, base);
  return {
    ...lowerCallable(btf, types, module),
    structs: lowerStructs(btf, types),
    forwards: lowerForwards(btf),
    enums: lowerEnums(btf, types),
    typedefs: lowerTypedefs(btf, types),
    data: lowerVariables(btf, types, module),
  };
}

/**
 * The same of functions and raw tracepoints alone.
 * @throws FormatError where one of their types is damaged
 */
export function functionsFromBtf(btf: Btf, module: string, base?: CTypes): CallableFacts {
  return lowerCallable(btf, cTypes(btf, base), module);
}

type CallableFacts = Pick<BtfFacts, 'functions' | 'rawTracepoints'>;

function lowerCallable(btf: Btf, types: CTypes, module: string | undefined): CallableFacts {
  return {
    functions: lowerFunctions(btf, types),
    rawTracepoints: readRawTracepoints(btf, types).map((tracepoint): RawTracepoint =>
      module === undefined ? tracepoint : { ...tracepoint, module },
    ),
  };
}

/** By name, with each different prototype once. */
function lowerFunctions(btf: Btf, types: CTypes): KernelFunction[] {
  const functions = new Map<string, FuncProto[]>();
  for (const id of btf.ids('func')) {
    const func = btf.type(id);
    if (func.kind !== 'func' || func.name === '') continue;
    const proto = types.proto(func.type);
    const protos = functions.get(func.name);
    if (protos === undefined) functions.set(func.name, [proto]);
    else if (!protos.some((known) => isSameProto(known, proto))) protos.push(proto);
  }
  return Array.from(functions, ([name, protos]) => ({ name, protos }));
}

function isSameProto(a: FuncProto, b: FuncProto): boolean {
  return a === b || (a.params.length === b.params.length && JSON.stringify(a) === JSON.stringify(b));
}

function lowerStructs(btf: Btf, types: CTypes): StructDef[] {
  const structs: StructDef[] = [];
  for (const kind of ['struct', 'union'] as const) {
    for (const id of btf.ids(kind)) {
      const struct = btf.type(id);
      if ((struct.kind !== 'struct' && struct.kind !== 'union') || struct.name === '') continue;
      structs.push({ kind: struct.kind, name: struct.name, size: struct.size, members: types.members(struct) });
    }
  }
  return structs;
}

function lowerForwards(btf: Btf): { kind: 'struct' | 'union'; name: string }[] {
  return named(btf, 'fwd').flatMap((id) => {
    const forward = btf.type(id);
    return forward.kind === 'fwd' ? [{ kind: forward.of, name: forward.name }] : [];
  });
}

function lowerEnums(btf: Btf, types: CTypes): EnumDef[] {
  const enums: EnumDef[] = [];
  for (const id of [...btf.ids('enum'), ...btf.ids('enum64')]) {
    const t = btf.type(id);
    // Without a value it is only declared.
    if ((t.kind !== 'enum' && t.kind !== 'enum64') || t.values.length === 0) continue;
    enums.push({ name: t.name, size: t.size, signed: t.signed, values: types.values(t) });
  }
  return enums;
}

function lowerTypedefs(btf: Btf, types: CTypes): TypedefDef[] {
  return named(btf, 'typedef').flatMap((id) => {
    const t = btf.type(id);
    return t.kind === 'typedef' ? [{ name: t.name, type: types.type(t.type) }] : [];
  });
}

function lowerVariables(btf: Btf, types: CTypes, module: string | undefined): DataSymbol[] {
  return named(btf, 'var').flatMap((id): DataSymbol[] => {
    const t = btf.type(id);
    if (t.kind !== 'var') return [];
    const data = { name: t.name, type: types.type(t.type) };
    return [module === undefined ? data : { ...data, module }];
  });
}

function named(btf: Btf, kind: BtfKind): number[] {
  return [...btf.ids(kind)].filter((id) => btf.name(id) !== '');
}
