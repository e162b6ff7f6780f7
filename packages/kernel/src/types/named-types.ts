import type { StructDef, TypedefDef } from '@tracefit/model';
import type { ImageTypes } from '../facts/image-types';
import type { BtfFacts } from './from-btf';

/** The structs and typedefs of a kernel by name; of several of a name the first struct. */
export function namedTypes(types: Pick<BtfFacts, 'structs' | 'typedefs'> | undefined): ImageTypes {
  const structs = new Map<string, StructDef>();
  for (const struct of types?.structs ?? []) {
    if (struct.kind === 'struct' && !structs.has(struct.name)) structs.set(struct.name, struct);
  }
  const typedefs = new Map<string, TypedefDef>(types?.typedefs.map((typedef) => [typedef.name, typedef]));
  return { struct: (name) => structs.get(name), typedef: (name) => typedefs.get(name) };
}
