/**
 * A type of BTF as one record; other types are named by their id. The kinds are those of `include/uapi/linux/btf.h`
 * (Linux 7.2) in lower case, `BTF_KIND_UNKN` being `void`. Sizes in bytes unless said otherwise; the name is empty
 * where there is none.
 */
export type BtfType =
  | BtfVoid
  | BtfInt
  | BtfPtr
  | BtfArray
  | BtfStruct
  | BtfEnum
  | BtfFwd
  | BtfTypedef
  | BtfQualifier
  | BtfFunc
  | BtfFuncProto
  | BtfVar
  | BtfDatasec
  | BtfFloat
  | BtfDeclTag
  | BtfTypeTag
  | BtfOpaque;

export type BtfKind = BtfType['kind'];

/** The types that can have one of the kinds: `BtfTypeOf<'union'>` is `BtfStruct`. */
export type BtfTypeOf<K extends BtfKind, T = BtfType> = T extends { readonly kind: infer Own }
  ? [K & Own] extends [never]
    ? never
    : T
  : never;

interface Common {
  readonly id: number;
  readonly name: string;
}

/** Type id 0, in no file. */
export interface BtfVoid extends Common {
  readonly kind: 'void';
}

export interface BtfInt extends Common {
  readonly kind: 'int';
  readonly size: number;
  readonly signed: boolean;
  readonly char: boolean;
  readonly bool: boolean;
  /** Bits in use: fewer than `8 * size` only for the bit fields of old compilers. */
  readonly bits: number;
  /** Where those bits begin, counted from the start of the int; 0 in practice. */
  readonly bitOffset: number;
}

export interface BtfPtr extends Common {
  readonly kind: 'ptr';
  readonly type: number;
}

export interface BtfArray extends Common {
  readonly kind: 'array';
  /** The type of an element. */
  readonly type: number;
  readonly indexType: number;
  /** Number of elements, 0 for a flexible array member. */
  readonly count: number;
}

export interface BtfStruct extends Common {
  readonly kind: 'struct' | 'union';
  readonly size: number;
  readonly members: readonly BtfMember[];
}

export interface BtfMember {
  readonly name: string;
  readonly type: number;
  /** From the start of the struct. */
  readonly bitOffset: number;
  /** Only for bit fields. */
  readonly bitSize?: number | undefined;
}

/**
 * `enum` has values of up to 32 bits, `enum64` of up to 64. BTF from before Linux 6.0 never says `signed`: there a
 * value of -1 reads as 4294967295.
 */
export interface BtfEnum extends Common {
  readonly kind: 'enum' | 'enum64';
  readonly size: number;
  readonly signed: boolean;
  readonly values: readonly BtfEnumValue[];
}

export interface BtfEnumValue {
  readonly name: string;
  readonly value: bigint;
}

/** A struct or union that is declared and not defined. */
export interface BtfFwd extends Common {
  readonly kind: 'fwd';
  readonly of: 'struct' | 'union';
}

export interface BtfTypedef extends Common {
  readonly kind: 'typedef';
  readonly type: number;
}

export interface BtfQualifier extends Common {
  readonly kind: 'volatile' | 'const' | 'restrict';
  readonly type: number;
}

/** The words of `enum btf_func_linkage` and the `BTF_VAR_*` numbers. */
export type BtfLinkage = 'static' | 'global' | 'extern';

/** A function; `type` is its `func_proto`. */
export interface BtfFunc extends Common {
  readonly kind: 'func';
  readonly type: number;
  readonly linkage: BtfLinkage;
}

export interface BtfFuncProto extends Common {
  readonly kind: 'func_proto';
  /** The type returned. */
  readonly type: number;
  readonly params: readonly BtfParam[];
  /** The list of parameters ends with `...`, which is not among `params`. */
  readonly variadic: boolean;
}

export interface BtfParam {
  readonly name: string;
  readonly type: number;
}

export interface BtfVar extends Common {
  readonly kind: 'var';
  readonly type: number;
  readonly linkage: BtfLinkage;
}

/** An ELF section and the variables in it. */
export interface BtfDatasec extends Common {
  readonly kind: 'datasec';
  readonly size: number;
  readonly vars: readonly BtfVarSecinfo[];
}

export interface BtfVarSecinfo {
  /** A `var`, or a `func` for functions of the kernel that a BPF program calls. */
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

export interface BtfFloat extends Common {
  readonly kind: 'float';
  readonly size: number;
}

/** `btf_decl_tag("name")` on a declaration. */
export interface BtfDeclTag extends Common {
  readonly kind: 'decl_tag';
  readonly type: number;
  /** The member or parameter that has the tag, -1 for the declaration as a whole. */
  readonly componentIndex: number;
  /** The name is any `__attribute__`, not that of a tag. */
  readonly attribute: boolean;
}

/** `btf_type_tag("name")` on a type. */
export interface BtfTypeTag extends Common {
  readonly kind: 'type_tag';
  readonly type: number;
  readonly attribute: boolean;
}

/** A kind this reader does not know, in a BTF whose layout section says how long it is. */
export interface BtfOpaque extends Common {
  readonly kind: 'opaque';
  readonly kindNumber: number;
  readonly kindFlag: boolean;
  readonly vlen: number;
  /** The size of the type or the id of another one: only the unknown kind knows. */
  readonly sizeOrType: number;
  /** All that follows `struct btf_type`. */
  readonly bytes: Uint8Array;
}
