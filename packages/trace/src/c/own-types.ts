import type { CType, Member, StructDef } from '@tracefit/model';
import type { Unit } from './syntax';

/** The types a text declares itself; all others are the kernel's. */
export interface OwnTypes {
  /** Without qualifiers, and without the text's own typedefs. */
  resolve(type: CType): CType;
  /** The type of a member, where the struct is the text's own or spelled out in place. */
  member(type: CType, name: string): CType | undefined;
  isOwn(type: CType): boolean;
}

/**
 * A struct that is declared to be found in the kernel is the kernel's (`preserve_access_index`), and so is a flavour of one
 * (`task_struct___old`).
 */
export function createOwnTypes({ structs, typedefs, relocated }: Unit): OwnTypes {
  const own = structs.filter((def) => !def.name.includes('___') && !relocated.has(`${def.kind} ${def.name}`));
  const byName = new Map(own.map((def) => [`${def.kind} ${def.name}`, def]));
  const definition = (type: CType): StructDef | undefined =>
    type.kind === 'struct' || type.kind === 'union' ? byName.get(`${type.kind} ${type.name}`) : undefined;
  const types: OwnTypes = {
    resolve(type) {
      let at = type;
      for (let depth = 0; depth < 32; depth++) {
        if (at.kind === 'const' || at.kind === 'volatile' || at.kind === 'restrict') at = at.of;
        else if (at.kind === 'typedef' && typedefs.has(at.name)) at = typedefs.get(at.name) ?? at;
        else break;
      }
      return at;
    },
    member(type, name) {
      const members = 'members' in type ? type.members : (definition(type)?.members ?? []);
      return findMember(members, name, 0);
    },
    isOwn: (type) => type.kind === 'inline_struct' || type.kind === 'inline_union' || definition(type) !== undefined,
  };
  return types;
}

function findMember(members: readonly Member[], name: string, depth: number): CType | undefined {
  for (const member of members) {
    if (member.name === name) return member.type;
    if (member.name !== '' || depth > 16 || !('members' in member.type)) continue;
    const inside = findMember(member.type.members, name, depth + 1);
    if (inside) return inside;
  }
  return undefined;
}
