import type { Btf } from './btf';
import type { BtfMember, BtfType } from './btf-type';
import { FormatError } from './format-error';

/** References are followed this far, which cuts loops: the number libbpf uses (`MAX_RESOLVE_DEPTH` of btf.c). */
export const maxDepth = 32;

/** Refuses a chain of references that does not come to an end. */
export function refuseDepth(btf: Btf, id: number, depth: number): void {
  if (depth <= maxDepth) return;
  throw new FormatError(`type ${id} is more than ${maxDepth} references deep`, btf.offsetOf(id));
}

/** The type behind `const`, `volatile`, `restrict` and type tags. */
export function skipQualifiers(btf: Btf, id: number): BtfType {
  return skip(btf, id, false);
}

/** The type behind typedefs, `const`, `volatile`, `restrict` and type tags. */
export function resolveType(btf: Btf, id: number): BtfType {
  return skip(btf, id, true);
}

function skip(btf: Btf, first: number, typedefs: boolean): BtfType {
  let type = btf.type(first);
  for (let depth = 1; ; depth++) {
    switch (type.kind) {
      case 'typedef':
        if (!typedefs) return type;
        break;
      case 'const':
      case 'volatile':
      case 'restrict':
      case 'type_tag':
        break;
      default:
        return type;
    }
    refuseDepth(btf, first, depth);
    type = btf.type(type.type);
  }
}

/** The size in bytes of a value of the type; `undefined` for what has none or none that is known, such as `void`. */
export function sizeOf(btf: Btf, id: number): number | undefined {
  let count = 1;
  let type = resolveType(btf, id);
  for (let depth = 1; type.kind === 'array'; depth++) {
    refuseDepth(btf, id, depth);
    count *= type.count;
    type = resolveType(btf, type.type);
  }
  const size = sizeOfOne(btf, type);
  return size === undefined ? undefined : size * count;
}

function sizeOfOne(btf: Btf, type: BtfType): number | undefined {
  switch (type.kind) {
    case 'int':
    case 'float':
    case 'enum':
    case 'enum64':
    case 'struct':
    case 'union':
    case 'datasec':
      return type.size;
    case 'ptr':
      return btf.pointerSize;
    case 'var':
      return sizeOf(btf, type.type);
    default:
      return undefined;
  }
}

/**
 * Width in bits of a member that is a bit field, else `undefined`. Old compilers and kind_flag 0 put the width into
 * the int instead of the member (Documentation/bpf/btf.rst, 2.2.4).
 */
export function bitFieldSize(btf: Btf, member: BtfMember): number | undefined {
  if (member.bitSize !== undefined) return member.bitSize;
  const type = resolveType(btf, member.type);
  return type.kind === 'int' && type.bits !== 0 && type.bits !== type.size * 8 ? type.bits : undefined;
}
