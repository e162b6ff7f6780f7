import type { CoreRelo, CType } from '@tracefit/model';
import type { CoreSpec, Refusal } from './core-spec';
import type { TypeView } from './type-view';

/** The number libbpf puts in place of a relocation, and the bytes that an instruction at that offset would move. */
export interface ReloValue {
  /** `undefined`: the instruction is made invalid, there is nothing to put there. */
  readonly value: bigint | undefined;
  readonly size?: number;
  /** What the bytes are, since only pointers and unsigned integers may change their size. */
  readonly holds?: 'pointer' | 'unsigned' | 'other';
}

/**
 * Works a relocation out on one side (bpf_core_calc_relo, relo_core.c, Linux 7.2).
 *
 * @param spec absent where nothing on the kernel matches
 * @param type what the relocation starts from on that side
 * @param littleEndian the byte order of the object
 */
export function reloValue(
  relo: CoreRelo,
  spec: CoreSpec | undefined,
  type: CType,
  view: TypeView,
  littleEndian: boolean,
): ReloValue | Refusal {
  switch (relo.kind) {
    case 'field_exists':
    case 'type_exists':
    case 'type_matches':
    case 'enumval_exists':
      return { value: spec ? 1n : 0n };
    case 'enumval_value':
      return { value: spec?.constant ? BigInt(spec.constant.value) : undefined };
    case 'type_size': {
      const size = spec ? view.size(type) : 0;
      return size === undefined ? { refused: 'the type has no size' } : { value: BigInt(size) };
    }
    case 'type_id_target':
      // Which id a type has there is not kept; that it has one is.
      return { value: spec ? 1n : 0n };
    case 'type_id_local':
      return { value: BigInt(relo.typeId) };
    default:
      return spec ? fieldValue(relo, spec, view, littleEndian) : { value: undefined };
  }
}

function fieldValue(relo: CoreRelo, spec: CoreSpec, view: TypeView, littleEndian: boolean): ReloValue | Refusal {
  const last = spec.accessors.at(-1);
  if (!last) return { refused: 'its access path is empty' };
  if (!last.member) {
    const size = view.size(last.inside) ?? 0;
    if (relo.kind === 'field_byte_offset')
      return { value: BigInt(Math.floor(spec.bitOffset / 8)), size, holds: held(view, last.inside) };
    if (relo.kind === 'field_byte_size') return { value: BigInt(size) };
    return { refused: 'it asks for a property that an element of an array does not have' };
  }
  const type = view.resolve(last.member.type);
  const whole = view.size(type);
  if (whole === undefined) return { refused: 'the member has no size' };
  const { bitSize } = last.member;
  const place =
    bitSize === undefined ? plainPlace(spec.bitOffset, whole) : bitFieldPlace(spec.bitOffset, bitSize, whole);
  if (!place) return { refused: 'it reads a bit field that no load of 8 bytes holds' };
  const { offset, size, bits } = place;
  const end = spec.bitOffset + bits - offset * 8;
  switch (relo.kind) {
    case 'field_byte_offset':
      return { value: BigInt(offset), ...(bitSize === undefined ? { size, holds: held(view, type) } : {}) };
    case 'field_byte_size':
      return { value: BigInt(size) };
    case 'field_signed':
      return { value: isSigned(view, type) ? 1n : 0n };
    case 'field_lshift_u64':
      return { value: BigInt(littleEndian ? 64 - end : (8 - size) * 8 + (spec.bitOffset - offset * 8)) };
    default:
      return { value: BigInt(64 - bits) };
  }
}

interface BytePlace {
  readonly offset: number;
  readonly size: number;
  readonly bits: number;
}

function plainPlace(bitOffset: number, size: number): BytePlace {
  return { offset: Math.floor(bitOffset / 8), size, bits: size * 8 };
}

/** The smallest aligned load that holds all bits; `undefined` where even 8 bytes do not. */
function bitFieldPlace(bitOffset: number, bits: number, typeSize: number): BytePlace | undefined {
  for (let size = typeSize; size > 0 && size <= 8; size *= 2) {
    const offset = Math.floor(bitOffset / 8 / size) * size;
    if (bitOffset + bits - offset * 8 <= size * 8) return { offset, size, bits };
  }
  return undefined;
}

function isSigned(view: TypeView, type: CType): boolean {
  return type.kind === 'int' ? type.signed : (view.enumOf(type)?.signed ?? false);
}

function held(view: TypeView, type: CType): 'pointer' | 'unsigned' | 'other' {
  const at = view.resolve(type);
  if (at.kind === 'ptr') return 'pointer';
  return at.kind === 'int' && !at.signed ? 'unsigned' : 'other';
}
