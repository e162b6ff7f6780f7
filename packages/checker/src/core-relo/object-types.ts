import type { CoreObject, EnumDef, StructDef, TypedefDef } from '@tracefit/model';
import type { TypeSource } from './type-view';

const made = new WeakMap<CoreObject, TypeSource>();

/** The types of a BPF object by name. */
export function objectTypes(object: CoreObject): TypeSource {
  const known = made.get(object);
  if (known) return known;
  const structs = byName<StructDef>(object.structs, ({ kind, name }) => `${kind} ${name}`);
  const enums = byName<EnumDef>(object.enums, ({ name }) => name);
  const typedefs = byName<TypedefDef>(object.typedefs, ({ name }) => name);
  const source: TypeSource = {
    structs: (kind, name) => structs.get(`${kind} ${name}`) ?? [],
    enums: (name) => enums.get(name) ?? [],
    typedefs: (name) => typedefs.get(name) ?? [],
  };
  made.set(object, source);
  return source;
}

/** The first of each name: the others are told of where the object is read. */
function byName<T>(items: readonly T[], key: (item: T) => string): Map<string, readonly T[]> {
  const map = new Map<string, readonly T[]>();
  for (const item of items) if (!map.has(key(item))) map.set(key(item), [item]);
  return map;
}
