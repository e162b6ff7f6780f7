import type { Btf } from './btf';
import type { BtfEnumValue, BtfLinkage, BtfOpaque, BtfType, BtfVoid } from './btf-type';
import { newByteWriter, type ByteWriter } from './byte-writer';
import { kindNumbers, kinds } from './kinds';

/** What a type may leave out: no name, an unsigned int of all its bits, the whole declaration, no `...`. */
type Optional =
  'name' | 'signed' | 'char' | 'bool' | 'bits' | 'bitOffset' | 'attribute' | 'componentIndex' | 'variadic';
type Spec<T> = T extends unknown
  ? Omit<T, 'id' | Optional> & { readonly [K in Extract<keyof T, Optional>]?: T[K] }
  : never;

/** A type to write: a `BtfType` without its id, which is its place among the others. */
export type BtfTypeSpec = Spec<Exclude<BtfType, BtfVoid>>;

export interface WriteBtfOptions {
  /** Writes split BTF, whose ids go on where those of the base end. */
  readonly base?: Btf | undefined;
  readonly littleEndian?: boolean | undefined;
  /** Adds a layout section that tells the sizes of all kinds, and of further ones from `BTF_KIND_ENUM64` + 1 on. */
  readonly layout?: boolean | readonly { readonly infoSize: number; readonly elemSize: number }[] | undefined;
  /** Makes the header longer than known, as a future version would. */
  readonly headerSize?: number | undefined;
}

/** Collects types and strings of a BTF. */
export interface BtfWriter {
  readonly littleEndian: boolean;
  /** Adds a type and gives its id. */
  add(type: BtfTypeSpec): number;
  /** The offset of a string, which is added if it is not there. */
  string(text: string): number;
  bytes(): Uint8Array;
}

/**
 * Writes BTF (Documentation/bpf/btf.rst): the first type has id 1, or in split BTF the id after the base's last.
 *
 * @returns what `readBtf` reads back to the same types
 */
export function writeBtf(types: readonly BtfTypeSpec[], options: WriteBtfOptions = {}): Uint8Array {
  const writer = newBtfWriter(options);
  for (const type of types) writer.add(type);
  return writer.bytes();
}

/** A writer for types whose ids or strings are needed on the way, for instance by `.BTF.ext`. */
export function newBtfWriter(options: WriteBtfOptions = {}): BtfWriter {
  const { base, littleEndian = base?.littleEndian ?? true } = options;
  const types = newByteWriter(littleEndian);
  const strings = newByteWriter(littleEndian);
  const offsets = new Map<string, number>([['', 0]]);
  let id = base?.length ?? 1;
  if (base === undefined) strings.u8(0); // the empty string, which split BTF finds in its base

  const string = (text: string): number => {
    let offset = offsets.get(text);
    if (offset === undefined) {
      offset = (base?.stringsLength ?? 0) + strings.length;
      offsets.set(text, offset);
      strings.add(new TextEncoder().encode(text)).u8(0);
    }
    return offset;
  };

  return {
    littleEndian,
    string,
    add(type) {
      writeType(types, type, string);
      return id++;
    },
    bytes: () => assemble(types.bytes(), strings.bytes(), littleEndian, options),
  };
}

function assemble(types: Uint8Array, strings: Uint8Array, littleEndian: boolean, options: WriteBtfOptions): Uint8Array {
  const layout = newByteWriter(littleEndian);
  if (options.layout !== undefined && options.layout !== false) {
    const further = options.layout === true ? [] : options.layout;
    for (const { infoSize, elemSize } of [...kinds, ...further]) layout.u8(infoSize, elemSize).u16(0);
  }
  const size = options.headerSize ?? (layout.length > 0 ? 32 : 24);
  const file = newByteWriter(littleEndian).u16(0xeb9f).u8(1, 0).u32(size);
  file.u32(0, types.length, types.length + layout.length, strings.length);
  if (size >= 32) file.u32(types.length, layout.length);
  return file
    .add(new Uint8Array(size - file.length))
    .add(types)
    .add(layout.bytes())
    .add(strings)
    .bytes();
}

function writeType(to: ByteWriter, type: BtfTypeSpec, string: (text: string) => number): void {
  const name = string(type.name ?? '');
  const begin = (vlen: number, kindFlag: boolean, sizeOrType: number): ByteWriter => {
    const kind = type.kind === 'opaque' ? type.kindNumber : kindNumbers[type.kind];
    return to.u32(name, ((kindFlag ? 1 << 31 : 0) | (kind << 24) | vlen) >>> 0, sizeOrType);
  };
  switch (type.kind) {
    case 'int': {
      const encoding = (type.signed ? 1 : 0) | (type.char ? 2 : 0) | (type.bool ? 4 : 0);
      begin(0, false, type.size).u32((encoding << 24) | ((type.bitOffset ?? 0) << 16) | (type.bits ?? 8 * type.size));
      break;
    }
    case 'ptr':
    case 'typedef':
    case 'volatile':
    case 'const':
    case 'restrict':
      begin(0, false, type.type);
      break;
    case 'array':
      begin(0, false, 0).u32(type.type, type.indexType, type.count);
      break;
    case 'struct':
    case 'union': {
      const kindFlag = type.members.some(({ bitSize }) => bitSize !== undefined);
      begin(type.members.length, kindFlag, type.size);
      for (const { name: member, type: of, bitOffset, bitSize = 0 } of type.members) {
        to.u32(string(member), of, ((kindFlag ? bitSize << 24 : 0) | bitOffset) >>> 0);
      }
      break;
    }
    case 'enum':
      begin(type.values.length, type.signed ?? false, type.size);
      for (const value of type.values) to.u32(string(value.name), low(value));
      break;
    case 'enum64':
      begin(type.values.length, type.signed ?? false, type.size);
      for (const value of type.values) to.u32(string(value.name), low(value), high(value));
      break;
    case 'fwd':
      begin(0, type.of === 'union', 0);
      break;
    case 'func':
      begin(linkages[type.linkage], false, type.type);
      break;
    case 'func_proto':
      begin(type.params.length + (type.variadic ? 1 : 0), false, type.type);
      for (const param of type.params) to.u32(string(param.name), param.type);
      if (type.variadic) to.u32(0, 0);
      break;
    case 'var':
      begin(0, false, type.type).u32(linkages[type.linkage]);
      break;
    case 'datasec':
      begin(type.vars.length, false, type.size);
      for (const variable of type.vars) to.u32(variable.type, variable.offset, variable.size);
      break;
    case 'float':
      begin(0, false, type.size);
      break;
    case 'decl_tag':
      begin(0, type.attribute ?? false, type.type).u32((type.componentIndex ?? -1) >>> 0);
      break;
    case 'type_tag':
      begin(0, type.attribute ?? false, type.type);
      break;
    case 'opaque':
      writeOpaque(begin, type);
      break;
  }
}

function writeOpaque(
  begin: (vlen: number, kindFlag: boolean, sizeOrType: number) => ByteWriter,
  { vlen, kindFlag, sizeOrType, bytes }: Omit<BtfOpaque, 'id' | 'name'>,
): void {
  begin(vlen, kindFlag, sizeOrType).add(bytes);
}

const linkages: Readonly<Record<BtfLinkage, number>> = { static: 0, global: 1, extern: 2 };

function low({ value }: BtfEnumValue): number {
  return Number(BigInt.asUintN(32, value));
}

function high({ value }: BtfEnumValue): number {
  return Number(BigInt.asUintN(32, value >> 32n));
}
