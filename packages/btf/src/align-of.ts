import type { Btf } from './btf';
import type { BtfStruct } from './btf-type';
import { bitFieldSize, refuseDepth, resolveType } from './follow-type';

/** Which structs are packed and how they are aligned, by type id: one inside many others is measured once. */
const known = new WeakMap<Btf, Map<number, Layout>>();

interface Layout {
  readonly align: number;
  readonly packed: boolean;
}

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
      return layoutOf(btf, type, depth).align;
    default:
      return 1;
  }
}

/** A struct that only `__attribute__((packed))` can lay out as it is: a member off its alignment, or a size off it. */
export function isPacked(btf: Btf, type: BtfStruct): boolean {
  return layoutOf(btf, type, 1).packed;
}

function layoutOf(btf: Btf, type: BtfStruct, depth: number): Layout {
  let ofBtf = known.get(btf);
  if (ofBtf === undefined) known.set(btf, (ofBtf = new Map<number, Layout>()));
  let layout = ofBtf.get(type.id);
  if (layout === undefined) {
    layout = measure(btf, type, depth + 1);
    ofBtf.set(type.id, layout);
  }
  return layout;
}

function measure(btf: Btf, type: BtfStruct, depth: number): Layout {
  let most = 1;
  let packed = false;
  for (const member of type.members) {
    const align = alignOf(btf, member.type, depth);
    most = Math.max(most, align);
    if (bitFieldSize(btf, member) === undefined && member.bitOffset % (8 * align) !== 0) packed = true;
  }
  packed ||= type.size % most !== 0;
  return { align: packed ? 1 : most, packed };
}
