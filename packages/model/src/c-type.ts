/**
 * A C type as a finite tree that stops at names: `struct sock *` is a `ptr` to the `struct` named `sock`. Anonymous
 * structs, unions and enums are spelled out in place. Plain JSON; deep equality is type equality.
 * The kinds are those of BTF (Documentation/bpf/btf.rst) in lower case.
 */
export type CType =
  | VoidType
  | IntType
  | FloatType
  | PtrType
  | ArrayType
  | NamedType
  | InlineAggregate
  | InlineEnum
  | QualifiedType
  | FuncType;

export interface VoidType {
  readonly kind: 'void';
}

/** An integer, `_Bool` and `char` included; `name` as the compiler spells it (`long unsigned int`), `size` in bytes. */
export interface IntType {
  readonly kind: 'int';
  readonly name: string;
  readonly size: number;
  readonly signed: boolean;
}

export interface FloatType {
  readonly kind: 'float';
  readonly name: string;
  readonly size: number;
}

export interface PtrType {
  readonly kind: 'ptr';
  readonly to: CType;
}

/** An array; `count` is 0 for a flexible array member. */
export interface ArrayType {
  readonly kind: 'array';
  readonly of: CType;
  readonly count: number;
}

/** A type by its name; what the name means is asked of a kernel. `name` is never empty. */
export interface NamedType {
  readonly kind: 'struct' | 'union' | 'enum' | 'typedef';
  readonly name: string;
}

/** An anonymous struct or union, spelled out; `size` in bytes. */
export interface InlineAggregate {
  readonly kind: 'inline_struct' | 'inline_union';
  readonly size: number;
  readonly members: readonly Member[];
}

/** An anonymous enum, spelled out. */
export interface InlineEnum {
  readonly kind: 'inline_enum';
  readonly size: number;
  readonly signed: boolean;
  readonly values: readonly EnumValue[];
}

export interface QualifiedType {
  readonly kind: 'const' | 'volatile' | 'restrict';
  readonly of: CType;
}

export interface FuncType {
  readonly kind: 'func_proto';
  readonly proto: FuncProto;
}

/** A member; `name` is empty for an anonymous struct or union, whose members are reached without it. Offsets in bits. */
export interface Member {
  readonly name: string;
  readonly type: CType;
  readonly bitOffset: number;
  /** Only for bit fields. */
  readonly bitSize?: number;
}

/** A constant of an enum; `value` in decimal, since 64-bit values do not fit a JSON number. */
export interface EnumValue {
  readonly name: string;
  readonly value: string;
}

/** A parameter; `name` is empty where the prototype has none. */
export interface Param {
  readonly name: string;
  readonly type: CType;
}

export interface FuncProto {
  readonly ret: CType;
  readonly params: readonly Param[];
  readonly variadic?: boolean;
}

/** A defined struct or union; `size` in bytes. */
export interface StructDef {
  readonly kind: 'struct' | 'union';
  readonly name: string;
  readonly size: number;
  readonly members: readonly Member[];
}

export interface EnumDef {
  readonly name: string;
  readonly size: number;
  readonly signed: boolean;
  readonly values: readonly EnumValue[];
}

export interface TypedefDef {
  readonly name: string;
  readonly type: CType;
}
