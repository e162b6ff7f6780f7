import type { CType, EnumDef, StructDef, TypedefDef } from './c-type';

/** `enum bpf_core_relo_kind` of `include/uapi/linux/bpf.h` (Linux 7.2) in lower case. */
export type CoreReloKind =
  | 'field_byte_offset'
  | 'field_byte_size'
  | 'field_exists'
  | 'field_signed'
  | 'field_lshift_u64'
  | 'field_rshift_u64'
  | 'type_id_local'
  | 'type_id_target'
  | 'type_exists'
  | 'type_size'
  | 'enumval_exists'
  | 'enumval_value'
  | 'type_matches';

/** A "compile once, run everywhere" relocation: what one instruction of a BPF object wants to know of the kernel's types. */
export interface CoreRelo {
  readonly kind: CoreReloKind;
  /** The object's own type the path starts from, by its name there; a flavour (`sock___old`) keeps its suffix. */
  readonly type: CType;
  /** The id of that type in the object: libbpf keeps one list of candidates for each. */
  readonly typeId: number;
  /**
   * For fields indices of elements and members, the first stepping over the pointer; for constants the index in the enum;
   * for types 0.
   */
  readonly access: readonly number[];
  /** The instruction reads or writes memory at the offset, so that the size of what is there matters. */
  readonly direct?: true;
}

/** The types of one BPF object and all its relocations, in the order in which libbpf comes to them. */
export interface CoreObject {
  readonly structs: readonly StructDef[];
  readonly enums: readonly EnumDef[];
  readonly typedefs: readonly TypedefDef[];
  readonly relos: readonly CoreRelo[];
  readonly littleEndian: boolean;
}

/** One relocation of an object. */
export interface CoreReloRef {
  readonly object: CoreObject;
  /** Its index in `object.relos`. */
  readonly index: number;
}
