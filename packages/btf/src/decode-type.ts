import type { BtfEnumValue, BtfKind, BtfLinkage, BtfMember, BtfParam, BtfType, BtfVarSecinfo } from './btf-type';
import type { ByteReader } from './byte-reader';
import { FormatError } from './format-error';
import { btfTypeSize, kindFlagOf, kindOf, kinds, vlenOf } from './kinds';

/** The type section and how its numbers are looked up. */
export interface TypeSection {
  readonly reader: ByteReader;
  /** The string at an offset; `position` is where in the section that offset is written. */
  string(offset: number, position: number): string;
  /** Refuses an id that no type has; `position` is where in the section it is written. */
  ref(id: number, position: number): number;
}

/** The number of bytes from `position` to the next type. */
type Length = number;

/** Decodes the type at `position`, which the index has found to be of a known length. */
export function decodeType(section: TypeSection, id: number, position: number, length: Length): BtfType {
  const { reader } = section;
  const name = section.string(reader.u32At(position), position);
  const info = reader.u32At(position + 4);
  const vlen = vlenOf(info);
  const kindFlag = kindFlagOf(info);
  const number = kindOf(info);
  const last = reader.u32At(position + 8);
  const body = position + btfTypeSize;
  const row = kinds[number];
  if (row === undefined) {
    const bytes = reader.bytes.subarray(body, position + length);
    return { kind: 'opaque', id, name, kindNumber: number, kindFlag, vlen, sizeOrType: last, bytes };
  }
  const type = row.refers ? section.ref(last, position + 8) : 0;
  const { kind } = row;
  switch (kind) {
    case 'void':
      return { kind, id, name };
    case 'int':
      return { kind, id, name, size: last, ...intEncoding(reader.u32At(body)) };
    case 'ptr':
    case 'typedef':
    case 'volatile':
    case 'const':
    case 'restrict':
      return { kind, id, name, type };
    case 'array': {
      const of = section.ref(reader.u32At(body), body);
      const indexType = section.ref(reader.u32At(body + 4), body + 4);
      return { kind, id, name, type: of, indexType, count: reader.u32At(body + 8) };
    }
    case 'struct':
    case 'union':
      return { kind, id, name, size: last, members: members(section, body, vlen, kindFlag) };
    case 'enum':
      return { kind, id, name, size: last, signed: kindFlag, values: values32(section, body, vlen, kindFlag) };
    case 'enum64':
      return { kind, id, name, size: last, signed: kindFlag, values: values64(section, body, vlen, kindFlag) };
    case 'fwd':
      return { kind, id, name, of: kindFlag ? 'union' : 'struct' };
    case 'func':
      return { kind, id, name, type, linkage: linkage(vlen, reader, position + 4) };
    case 'func_proto':
      return { kind, id, name, type, ...parameters(section, body, vlen) };
    case 'var':
      return { kind, id, name, type, linkage: linkage(reader.u32At(body), reader, body) };
    case 'datasec':
      return { kind, id, name, size: last, vars: variables(section, body, vlen) };
    case 'float':
      return { kind, id, name, size: last };
    case 'decl_tag':
      return { kind, id, name, type, componentIndex: reader.i32At(body), attribute: kindFlag };
    case 'type_tag':
      return { kind, id, name, type, attribute: kindFlag };
  }
}

/** What the type is, without decoding the rest. */
export function kindAt(reader: ByteReader, position: number): BtfKind {
  return kinds[kindOf(reader.u32At(position + 4))]?.kind ?? 'opaque';
}

/** `BTF_INT_ENCODING`, `BTF_INT_OFFSET` and `BTF_INT_BITS` (Documentation/bpf/btf.rst, 2.2.1). */
function intEncoding(data: number) {
  const encoding = (data >>> 24) & 0xf;
  return {
    signed: (encoding & 1) !== 0,
    char: (encoding & 2) !== 0,
    bool: (encoding & 4) !== 0,
    bits: data & 0xff,
    bitOffset: (data >>> 16) & 0xff,
  };
}

/** With kind_flag the offset holds the size of a bit field too: 8 bits of size, 24 of offset (btf.rst, 2.2.4). */
function members(section: TypeSection, body: number, count: number, kindFlag: boolean): BtfMember[] {
  const { reader } = section;
  const list = new Array<BtfMember>(count);
  for (let index = 0, at = body; index < count; index++, at += 12) {
    const name = section.string(reader.u32At(at), at);
    const type = section.ref(reader.u32At(at + 4), at + 4);
    const offset = reader.u32At(at + 8);
    const bitSize = kindFlag ? offset >>> 24 : 0;
    const bitOffset = kindFlag ? offset & 0xffffff : offset;
    list[index] = bitSize === 0 ? { name, type, bitOffset } : { name, type, bitOffset, bitSize };
  }
  return list;
}

function values32(section: TypeSection, body: number, count: number, signed: boolean): BtfEnumValue[] {
  const { reader } = section;
  const list = new Array<BtfEnumValue>(count);
  for (let index = 0, at = body; index < count; index++, at += 8) {
    const value = signed ? reader.i32At(at + 4) : reader.u32At(at + 4);
    list[index] = { name: section.string(reader.u32At(at), at), value: BigInt(value) };
  }
  return list;
}

/** The low half comes first in both byte orders (`struct btf_enum64`). */
function values64(section: TypeSection, body: number, count: number, signed: boolean): BtfEnumValue[] {
  const { reader } = section;
  const list = new Array<BtfEnumValue>(count);
  for (let index = 0, at = body; index < count; index++, at += 12) {
    const high = signed ? reader.i32At(at + 8) : reader.u32At(at + 8);
    const value = (BigInt(high) << 32n) + BigInt(reader.u32At(at + 4));
    list[index] = { name: section.string(reader.u32At(at), at), value };
  }
  return list;
}

/** A last parameter without name and type stands for `...` (btf.rst, 2.2.13). */
function parameters(section: TypeSection, body: number, count: number) {
  const { reader } = section;
  const end = body + count * 8;
  const variadic = count > 0 && reader.u32At(end - 8) === 0 && reader.u32At(end - 4) === 0;
  const named = variadic ? count - 1 : count;
  const params = new Array<BtfParam>(named);
  for (let index = 0, at = body; index < named; index++, at += 8) {
    const name = section.string(reader.u32At(at), at);
    params[index] = { name, type: section.ref(reader.u32At(at + 4), at + 4) };
  }
  return { params, variadic };
}

function variables(section: TypeSection, body: number, count: number): BtfVarSecinfo[] {
  const { reader } = section;
  const list = new Array<BtfVarSecinfo>(count);
  for (let index = 0, at = body; index < count; index++, at += 12) {
    const type = section.ref(reader.u32At(at), at);
    list[index] = { type, offset: reader.u32At(at + 4), size: reader.u32At(at + 8) };
  }
  return list;
}

const linkages: readonly BtfLinkage[] = ['static', 'global', 'extern'];

function linkage(number: number, reader: ByteReader, position: number): BtfLinkage {
  const word = linkages[number];
  if (word === undefined) throw new FormatError(`linkage ${number} is not known`, reader.origin + position);
  return word;
}
