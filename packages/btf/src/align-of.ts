import type { Btf } from './btf';
import type { BtfStruct } from './btf-type';
import { bitFieldSize, refuseDepth, resolveType } from './follow-type';

/** Alignments of structs by type id, so that one inside many others is measured once. */
const known = new WeakMap<Btf, Map<number, number>>();

/** The alignment in bytes the compiler gives a value of the type; 1 for packed structs and what has no size. */
export function alignOf(btf: Btf, id: number, depth = 1): number {
  refuseDepth(btf, id, depth);
  const type = resolveType(btf, id);
  switch (type.kind) {
    case 'int':
    case 'float':
    case 'enum':
    case 'enum64':
      return Math.max(1, Math.min(type.size, btf.pointerSize ?? 8));
    case 'ptr':
      return btf.pointerSize ?? 1;
    case 'array':
      return alignOf(btf, type.type, depth + 1);
    case 'struct':
    case 'union':
      return isPacked(btf, type, depth) ? 1 : naturalAlign(btf, type, depth);
    default:
      return 1;
  }
}

/** A struct that only `__attribute__((packed))` can lay out as it is: a member off its alignment, or a size off it. */
export function isPacked(btf: Btf, type: BtfStruct, depth = 1): boolean {
  const off = ({ type: member, bitOffset }: { type: number; bitOffset: number }): boolean =>
    bitOffset % (8 * alignOf(btf, member, depth + 1)) !== 0;
  return (
    type.size % naturalAlign(btf, type, depth) !== 0 ||
    type.members.some((member) => bitFieldSize(btf, member) === undefined && off(member))
  );
}

function naturalAlign(btf: Btf, type: BtfStruct, depth: number): number {
  let ofBtf = known.get(btf);
  if (ofBtf === undefined) known.set(btf, (ofBtf = new Map<number, number>()));
  let align = ofBtf.get(type.id);
  if (align === undefined) {
    align = type.members.reduce((most, member) => Math.max(most, alignOf(btf, member.type, depth + 1)), 1);
    ofBtf.set(type.id, align);
  }
  return align;
}
