import { FormatError } from '@tracefit/btf';
import { printType, type CoreObject, type CoreRelo, type CType } from '@tracefit/model';
import { CLASS, classOf } from './insn';
import type { ObjectTypes } from './lower-types';
import type { BpfObject, ObjectRelo } from './object';

/** The relocations of an object with its types, in libbpf's order: by section, then by instruction as written. */
export function lowerCoreObject(object: BpfObject, types: ObjectTypes): CoreObject {
  const direct = directInsns(object);
  const relos = object.coreRelos.map((relo): CoreRelo => ({
    kind: relo.kind,
    type: types.type(relo.type),
    typeId: relo.type,
    access: relo.path,
    ...(direct.has(`${relo.section} ${relo.insnOffset}`) ? { direct: true } : {}),
  }));
  return { ...types.named, relos, littleEndian: object.littleEndian };
}

/** The instructions that load or store. */
function directInsns({ functions }: BpfObject): ReadonlySet<string> {
  const classes: readonly number[] = [CLASS.LDX, CLASS.ST, CLASS.STX];
  const places = functions.flatMap(({ section, insns }) =>
    insns.filter((insn) => classes.includes(classOf(insn))).map(({ at }) => `${section.name} ${at}`),
  );
  return new Set(places);
}

/** The first of the relocations that ask the same of the same type: they always have the same answer. */
export function firstAlike(relos: readonly ObjectRelo[]): readonly number[] {
  const first = new Map<string, number>();
  return relos.map((relo, index) => {
    const key = `${relo.kind} ${relo.type} ${relo.access}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, index);
    return known ?? index;
  });
}

/** What a relocation is about, as C writes it: `struct sock.__sk_common.skc_family`, `enum pid_type.PIDTYPE_PID`. */
export function nameRelo({ kind, type, access }: CoreRelo, object: CoreObject): string {
  const root = printType(type);
  if (kind.startsWith('type_')) return root;
  const [first = 0, ...rest] = access;
  if (kind.startsWith('enumval_')) {
    const at = skip(type, object);
    const values = at.kind === 'inline_enum' ? at.values : definedEnum(at, object)?.values;
    return `${root}.${values?.[first]?.name ?? first}`;
  }
  let name = root;
  let at = type;
  for (const index of rest) {
    const inside = skip(at, object);
    const member = membersOf(inside, object)[index];
    if (inside.kind === 'array') {
      name += `[${index}]`;
      at = inside.of;
    } else if (member) {
      if (member.name !== '') name += `.${member.name}`;
      at = member.type;
    } else return `${name}.?`;
  }
  return name;
}

function membersOf(type: CType, { structs }: CoreObject) {
  if (type.kind === 'inline_struct' || type.kind === 'inline_union') return type.members;
  if (type.kind !== 'struct' && type.kind !== 'union') return [];
  return structs.find((def) => def.kind === type.kind && def.name === type.name)?.members ?? [];
}

function definedEnum(type: CType, { enums }: CoreObject) {
  return type.kind === 'enum' ? enums.find((def) => def.name === type.name) : undefined;
}

function skip(type: CType, { typedefs }: CoreObject): CType {
  let at = type;
  for (let depth = 0; depth < 32; depth++) {
    if (at.kind === 'const' || at.kind === 'volatile' || at.kind === 'restrict') at = at.of;
    else if (at.kind === 'typedef') {
      const { name } = at;
      const def = typedefs.find((each) => each.name === name);
      if (!def) return at;
      at = def.type;
    } else return at;
  }
  throw new FormatError('types nest too deep', 0);
}
