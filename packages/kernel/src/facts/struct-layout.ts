import type { CType, Member, StructDef } from '@tracefit/model';

/** Where a member lies in a struct; `bitOffset` and `bitSize` in bits. */
export interface MemberPlace {
  readonly bitOffset: number;
  /** Only for bit fields. */
  readonly bitSize?: number;
  readonly type: CType;
}

/** Anonymous aggregates do not nest deeper than this in any kernel. */
const MAX_DEPTH = 16;

/**
 * Finds a member by name, through anonymous structs and unions, as C does.
 * `undefined` where the struct has no such member.
 */
export function placeOf(struct: StructDef, name: string): MemberPlace | undefined {
  return placeIn(struct.members, name, 0, 0);
}

/** The byte offset of a member that is no bit field; `undefined` where there is none. */
export function byteOffsetOf(struct: StructDef, name: string): number | undefined {
  const place = placeOf(struct, name);
  if (!place || place.bitSize !== undefined || place.bitOffset % 8 !== 0) return undefined;
  return place.bitOffset / 8;
}

function placeIn(members: readonly Member[], name: string, base: number, depth: number): MemberPlace | undefined {
  for (const member of members) {
    const bitOffset = base + member.bitOffset;
    if (member.name === name) {
      return member.bitSize === undefined
        ? { bitOffset, type: member.type }
        : { bitOffset, bitSize: member.bitSize, type: member.type };
    }
    const isAggregate = member.type.kind === 'inline_struct' || member.type.kind === 'inline_union';
    if (member.name === '' && isAggregate && depth < MAX_DEPTH) {
      const found = placeIn(member.type.members, name, bitOffset, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}
