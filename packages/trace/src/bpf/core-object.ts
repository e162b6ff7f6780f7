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
    return `${root}.${constantsOf(skip(type, object), object)[first]?.name ?? first}`;
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

const indexes = new WeakMap<CoreObject, ReadonlyMap<string, Named>>();

type Named = CoreObject['structs'][number] | CoreObject['enums'][number] | CoreObject['typedefs'][number];

/** The first definition of a name, `struct sock`. */
function definition(object: CoreObject, kind: string, name: string): Named | undefined {
  let index = indexes.get(object);
  if (!index) {
    const all: readonly (readonly [string, Named])[] = [
      ...object.structs.map((def) => [`${def.kind} ${def.name}`, def] as const),
      ...object.enums.map((def) => [`enum ${def.name}`, def] as const),
      ...object.typedefs.map((def) => [`typedef ${def.name}`, def] as const),
    ];
    index = new Map(all.toReversed());
    indexes.set(object, index);
  }
  return index.get(`${kind} ${name}`);
}

function membersOf(type: CType, object: CoreObject) {
  if (type.kind === 'inline_struct' || type.kind === 'inline_union') return type.members;
  if (type.kind !== 'struct' && type.kind !== 'union') return [];
  const def = definition(object, type.kind, type.name);
  return def && 'members' in def ? def.members : [];
}

function constantsOf(type: CType, object: CoreObject) {
  if (type.kind === 'inline_enum') return type.values;
  const def = type.kind === 'enum' ? definition(object, 'enum', type.name) : undefined;
  return def && 'values' in def ? def.values : [];
}

function skip(type: CType, object: CoreObject): CType {
  let at = type;
  for (let depth = 0; depth < 32; depth++) {
    if (at.kind === 'const' || at.kind === 'volatile' || at.kind === 'restrict') at = at.of;
    else if (at.kind === 'typedef') {
      const def = definition(object, 'typedef', at.name);
      if (!def || !('type' in def)) return at;
      at = def.type;
    } else return at;
  }
  throw new FormatError('types nest too deep', 0);
}
