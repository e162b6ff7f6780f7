import type { CType, Member } from './c-type';
import { knownTypedefSize, type SizeAndAlign } from './c-word';

/** Size and alignment of a type that is known by name only; `undefined` where nobody knows. */
export type SizeOf = (type: CType) => SizeAndAlign | undefined;

/** A member before its place is known. `bitSize` 0 of an unnamed bit field ends the storage unit. */
export interface UnplacedMember {
  readonly name: string;
  readonly type: CType;
  readonly bitSize?: number;
}

export interface Layout {
  readonly size: number;
  readonly align: number;
  readonly members: readonly Member[];
  /** The first member whose size is not known; from there all offsets, and the size, are 0. */
  readonly unsized?: string;
}

/** Size and alignment on x86-64 by the System V ABI (psABI 3.1.2); `lookUp` answers for names and aggregates. */
export function sizeAndAlign(type: CType, lookUp: SizeOf): SizeAndAlign | undefined {
  switch (type.kind) {
    case 'int':
    case 'float':
      return { size: type.size, align: type.size };
    case 'ptr':
      return { size: 8, align: 8 };
    case 'array': {
      const element = sizeAndAlign(type.of, lookUp);
      return element && { size: element.size * type.count, align: element.align };
    }
    case 'inline_enum':
      return { size: type.size, align: type.size };
    case 'const':
    case 'volatile':
    case 'restrict':
      return sizeAndAlign(type.of, lookUp);
    case 'enum':
      return lookUp(type) ?? { size: 4, align: 4 };
    case 'typedef': {
      const found = lookUp(type);
      const size = found ? undefined : knownTypedefSize(type.name);
      return size === undefined ? found : { size, align: size };
    }
    case 'struct':
    case 'union':
    case 'inline_struct':
    case 'inline_union':
      return lookUp(type);
    case 'void':
    case 'func_proto':
      return undefined;
  }
}

/** Places the members of a struct or union as GCC does on x86-64. */
export function layOut(
  kind: 'struct' | 'union',
  unplaced: readonly UnplacedMember[],
  packed: boolean,
  lookUp: SizeOf,
): Layout {
  const members: Member[] = [];
  let unsized: string | undefined;
  let align = 1;
  let bits = 0;
  let widest = 0;
  for (const member of unplaced) {
    const own = unsized === undefined ? sizeAndAlign(member.type, lookUp) : { size: 0, align: 1 };
    if (!own) unsized = member.name || 'an anonymous member';
    if (!own || unsized !== undefined) {
      const { name, type, bitSize } = member;
      if (name !== '' || bitSize === undefined) {
        members.push({ name, type, bitOffset: 0, ...(bitSize === undefined ? {} : { bitSize }) });
      }
      continue;
    }
    const from = kind === 'union' ? 0 : bits;
    const placed = place(member, own, from, packed);
    if (member.name !== '' || member.bitSize === undefined) {
      const { name, type, bitSize } = member;
      // In the order of the members of a snapshot, which are compared as text.
      members.push({ name, type, bitOffset: placed.at, ...(bitSize === undefined ? {} : { bitSize }) });
      align = Math.max(align, packed ? 1 : own.align);
    }
    bits = placed.end;
    widest = Math.max(widest, placed.end);
  }
  if (unsized !== undefined) return { size: 0, align: 1, members, unsized };
  return { size: roundUp(Math.ceil(widest / 8), align), align, members };
}

function place(member: UnplacedMember, own: SizeAndAlign, from: number, packed: boolean): { at: number; end: number } {
  const unit = own.size * 8;
  if (member.bitSize === undefined) {
    const at = roundUp(from, packed ? 8 : own.align * 8);
    return { at, end: at + unit };
  }
  if (member.bitSize === 0) {
    const at = roundUp(from, unit);
    return { at, end: at };
  }
  // A bit field may not cross a boundary of its own type, unless the struct is packed.
  const crosses = Math.floor(from / unit) !== Math.floor((from + member.bitSize - 1) / unit);
  const at = crosses && !packed ? roundUp(from, unit) : from;
  return { at, end: at + member.bitSize };
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
