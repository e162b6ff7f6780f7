import type { BtfKind } from './btf-type';

/** What follows `struct btf_type`: `infoSize` bytes once, then `elemSize` bytes `vlen` times. */
export interface KindLayout {
  readonly infoSize: number;
  readonly elemSize: number;
}

export interface KindRow extends KindLayout {
  readonly kind: Exclude<BtfKind, 'opaque'>;
  /** `struct btf_type` ends with a type id instead of a size. */
  readonly refers: boolean;
}

/**
 * One row per kind, the index being its number: `BTF_KIND_*` of `include/uapi/linux/btf.h` (Linux 7.2),
 * Documentation/bpf/btf.rst, section 2.2.
 */
export const kinds: readonly KindRow[] = [
  { kind: 'void', infoSize: 0, elemSize: 0, refers: false },
  { kind: 'int', infoSize: 4, elemSize: 0, refers: false },
  { kind: 'ptr', infoSize: 0, elemSize: 0, refers: true },
  { kind: 'array', infoSize: 12, elemSize: 0, refers: false }, // struct btf_array
  { kind: 'struct', infoSize: 0, elemSize: 12, refers: false }, // struct btf_member
  { kind: 'union', infoSize: 0, elemSize: 12, refers: false },
  { kind: 'enum', infoSize: 0, elemSize: 8, refers: false }, // struct btf_enum
  { kind: 'fwd', infoSize: 0, elemSize: 0, refers: false },
  { kind: 'typedef', infoSize: 0, elemSize: 0, refers: true },
  { kind: 'volatile', infoSize: 0, elemSize: 0, refers: true },
  { kind: 'const', infoSize: 0, elemSize: 0, refers: true },
  { kind: 'restrict', infoSize: 0, elemSize: 0, refers: true },
  { kind: 'func', infoSize: 0, elemSize: 0, refers: true }, // vlen is the linkage
  { kind: 'func_proto', infoSize: 0, elemSize: 8, refers: true }, // struct btf_param
  { kind: 'var', infoSize: 4, elemSize: 0, refers: true }, // struct btf_var
  { kind: 'datasec', infoSize: 0, elemSize: 12, refers: false }, // struct btf_var_secinfo
  { kind: 'float', infoSize: 0, elemSize: 0, refers: false },
  { kind: 'decl_tag', infoSize: 4, elemSize: 0, refers: true }, // struct btf_decl_tag
  { kind: 'type_tag', infoSize: 0, elemSize: 0, refers: true },
  { kind: 'enum64', infoSize: 0, elemSize: 12, refers: false }, // struct btf_enum64
];

/** The number of a kind, `BTF_KIND_*`. */
export const kindNumbers = Object.fromEntries(kinds.map(({ kind }, number) => [kind, number])) as Readonly<
  Record<KindRow['kind'], number>
>;

/** `struct btf_type`: name_off, info, size or type. */
export const btfTypeSize = 12;

/**
 * The parts of `btf_type.info`: vlen in bits 0-23, kind in bits 24-30, kind_flag in bit 31. Older headers
 * give vlen 16 bits and the kind 5 and leave the others zero, so one reading serves both.
 */
export const vlenOf = (info: number): number => info & 0xffffff;
export const kindOf = (info: number): number => (info >>> 24) & 0x7f;
export const kindFlagOf = (info: number): boolean => info >>> 31 === 1;
