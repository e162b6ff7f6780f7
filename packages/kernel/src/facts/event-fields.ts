import type { EventField, StructDef } from '@tracefit/model';
import type { Address, KernelImage } from '../image/kernel-image';
import type { ImageTypes } from './image-types';
import { placeOf } from './struct-layout';
import type { MemberPlace } from './struct-layout';

/** No event has more fields. */
const MAX_FIELDS = 256;

/** The fields every event begins with, as the kernel's own struct trace_entry has them (trace_define_common_fields()). */
export function commonFields(types: ImageTypes): EventField[] | undefined {
  const entry = types.struct('trace_entry');
  if (!entry) return undefined;
  const fields: EventField[] = [];
  for (const member of entry.members) {
    const type = member.type;
    if (type.kind !== 'int' || member.bitOffset % 8 !== 0) return undefined;
    const spelled = FORMAT_SPELLING[type.name] ?? type.name;
    const place = { offset: member.bitOffset / 8, size: type.size, signed: type.signed };
    fields.push({ name: `common_${member.name}`, type: spelled, ...place });
  }
  return fields;
}

/** BTF names integers as the compiler does; format files as the kernel's source does. */
const FORMAT_SPELLING: Readonly<Record<string, string>> = {
  'short unsigned int': 'unsigned short',
  'long unsigned int': 'unsigned long',
};

/** How `struct trace_event_fields` is laid out in this kernel; 5.8 and newer. */
export interface FieldTable {
  readonly stride: number;
  readonly type: number;
  readonly name: number;
  readonly size: number;
  readonly align: number;
  readonly isSigned: MemberPlace;
  /** The number of elements of an array type, since 5.17. */
  readonly len?: number;
}

/** The layout of the field tables; `undefined` where this kernel has none (before 5.8), or types were not read. */
export function readFieldTableLayout(types: ImageTypes): FieldTable | undefined {
  const struct = types.struct('trace_event_fields');
  if (!struct) return undefined;
  const [type, name, size, align] = ['type', 'name', 'size', 'align'].map((member) => bytesTo(struct, member));
  const isSigned = placeOf(struct, 'is_signed');
  const len = bytesTo(struct, 'len');
  if (type === undefined || name === undefined || size === undefined || align === undefined || !isSigned)
    return undefined;
  return { stride: struct.size, type, name, size, align, isSigned, ...(len === undefined ? {} : { len }) };
}

function bytesTo(struct: StructDef, member: string): number | undefined {
  const place = placeOf(struct, member);
  return place?.bitSize === undefined && place !== undefined ? place.bitOffset / 8 : undefined;
}

/**
 * Reads one table of fields, which a null type ends; offsets are counted on from `start` as event_define_fields() does.
 * `whole` is false where a function defines the fields, or the table cannot be read to its end.
 */
export function readFieldTable(
  image: KernelImage,
  layout: FieldTable,
  table: Address,
  start: number,
): { readonly fields: EventField[]; readonly whole: boolean } {
  const fields: EventField[] = [];
  let offset = start;
  for (let row = table; fields.length < MAX_FIELDS && image.contains(row, layout.stride); row += layout.stride) {
    const typeAt = image.readPointer(row + layout.type);
    // TRACE_FUNCTION_TYPE is the pointer 1, which is not in the image either.
    if (typeAt === undefined) return { fields, whole: isZero(image.read(row + layout.type, image.pointerSize)) };
    const nameAt = image.readPointer(row + layout.name);
    if (nameAt === undefined) return { fields, whole: false };
    const size = image.readUnsigned(row + layout.size, 4);
    const align = image.readUnsigned(row + layout.align, 4);
    offset = Math.ceil(offset / Math.max(align, 1)) * Math.max(align, 1);
    const len = layout.len === undefined ? undefined : image.readUnsigned(row + layout.len, 4);
    const type = shownType(image.readString(typeAt), len);
    fields.push({ name: image.readString(nameAt), type, offset, size, signed: readFlag(image, row, layout.isSigned) });
    offset += size;
  }
  return { fields, whole: false };
}

/** The format file shows the length that was computed, not the expression that the table has: `char[16]`. */
function shownType(type: string, len: number | undefined): string {
  const bracket = type.indexOf('[');
  if (!len || bracket < 0 || type.startsWith('__data_loc')) return type;
  return `${type.slice(0, bracket)}[${String(len)}]`;
}

function readFlag(image: KernelImage, row: Address, place: MemberPlace): boolean {
  const byte = image.readUnsigned(row + Math.floor(place.bitOffset / 8), 1);
  if (place.bitSize === undefined) return byte !== 0;
  const bit = image.littleEndian ? place.bitOffset % 8 : 7 - (place.bitOffset % 8);
  return ((byte >> bit) & 1) === 1;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
