import { ByteReader } from './byte-reader';
import { FormatError } from './format-error';
import { kinds, type KindLayout } from './kinds';

/** A part of the file: a reader of it whose offsets count from the start of the whole input. */
export interface BtfSections {
  readonly littleEndian: boolean;
  readonly types: ByteReader;
  readonly strings: ByteReader;
  /** Sizes of the kinds by number: those of the uapi header, then those the file tells of kinds beyond it. */
  readonly layouts: readonly KindLayout[];
}

const magic = 0xeb9f;
const headerSize = 24;
const headerSizeWithLayout = 32;

/**
 * Reads the header. Offsets are relative to its end, so a longer header of a newer version is skipped.
 *
 *      0      2       3     4        8         12        16       20       24          28          32
 *      | magic| vers. |flags| hdr_len| type_off| type_len| str_off| str_len| layout_off| layout_len| ...
 *
 * `struct btf_header` of `include/uapi/linux/btf.h`; older files end before the layout fields.
 */
export function readBtfHeader(bytes: Uint8Array, origin: number): BtfSections {
  const littleEndian = readByteOrder(bytes, origin);
  const reader = new ByteReader(bytes, littleEndian, origin);
  const fail = (sentence: string, position: number): never => {
    throw new FormatError(sentence, origin + position);
  };

  reader.skip(2);
  const version = reader.u8('BTF header');
  if (version !== 1) fail(`BTF version is ${version}, not 1`, 2);
  reader.skip(1, 'BTF header');
  const length = reader.u32('BTF header');
  if (length < headerSize) fail(`BTF header is ${length} bytes long, not at least ${headerSize}`, 4);
  if (length > bytes.length) fail('BTF header leaves the file', 4);

  const section = (field: number, name: string): ByteReader => {
    const start = length + reader.u32At(field);
    const size = reader.u32At(field + 4);
    if (start + size > bytes.length) fail(`${name} section leaves the file`, field);
    return reader.slice(start, size);
  };
  const types = section(8, 'type');
  if ((types.origin - origin - length) % 4 !== 0) fail('type section does not start at a multiple of 4', 8);
  const strings = section(16, 'string');
  if (overlap(types, strings)) fail('type section and string section overlap', 8);

  const layout = length >= headerSizeWithLayout ? section(24, 'layout') : undefined;
  if (layout && (overlap(layout, types) || overlap(layout, strings))) fail('layout section overlaps another', 24);
  return { littleEndian, types, strings, layouts: layout ? withFurtherKinds(layout) : kinds };
}

/** The magic number also tells the byte order. */
export function readByteOrder(bytes: Uint8Array, origin: number): boolean {
  if (bytes.length < headerSize) throw new FormatError('BTF header leaves the file', origin);
  const first = new ByteReader(bytes, true, origin).u16();
  if (first === magic) return true;
  if (first === 0x9feb) return false;
  throw new FormatError('BTF does not start with its magic number 0xeb9f', origin);
}

function overlap(a: ByteReader, b: ByteReader): boolean {
  return a.length > 0 && b.length > 0 && a.origin < b.origin + b.length && b.origin < a.origin + a.length;
}

/**
 * `struct btf_layout { u8 info_sz; u8 elem_sz; u16 flags; }` for each kind of the writer. What the uapi header says of
 * a kind goes before what the file says.
 */
function withFurtherKinds(layout: ByteReader): readonly KindLayout[] {
  const further: KindLayout[] = [];
  for (let number = kinds.length; number <= 0x7f && (number + 1) * 4 <= layout.length; number++) {
    layout.seek(number * 4);
    further.push({ infoSize: layout.u8(), elemSize: layout.u8() });
  }
  return [...kinds, ...further];
}
