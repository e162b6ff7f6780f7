import type { Btf } from './btf';
import { readByteOrder } from './btf-header';
import { ByteReader } from './byte-reader';
import { FormatError } from './format-error';

/** What `.BTF.ext` says of the instructions of BPF programs, section by section (btf.rst, section 4.2). */
export interface BtfExt {
  readonly funcInfo: readonly BtfExtSection<BtfFuncInfo>[];
  readonly lineInfo: readonly BtfExtSection<BtfLineInfo>[];
  readonly coreRelo: readonly BtfExtSection<BtfCoreRelo>[];
}

/** The records of one ELF section with programs, such as `kprobe/vfs_unlink`. */
export interface BtfExtSection<R> {
  readonly section: string;
  readonly records: readonly R[];
}

/** Where a function begins, and which. */
export interface BtfFuncInfo {
  /** In bytes from the start of the section. */
  readonly insnOffset: number;
  /** A `func`. */
  readonly type: number;
}

/** The line of source an instruction was made from. */
export interface BtfLineInfo {
  /** In bytes from the start of the section. */
  readonly insnOffset: number;
  readonly file: string;
  /** The text of the line. */
  readonly text: string;
  /** Both count from 1; 0 where the compiler did not say. */
  readonly line: number;
  readonly column: number;
}

/** A relocation of CO-RE, "compile once, run everywhere": what of a type an instruction depends on. */
export interface BtfCoreRelo {
  /** In bytes from the start of the section. */
  readonly insnOffset: number;
  /** The type the path starts from. */
  readonly type: number;
  /**
   * For fields indices of array elements and members, as in `0:1:2`; the first steps over the pointer to the type. For
   * enum values the index of the value. For types `0`.
   */
  readonly access: string;
  readonly path: readonly number[];
  readonly kind: CoreReloKind;
}

export type CoreReloKind = (typeof coreReloKinds)[number];

/** `enum bpf_core_relo_kind` of `include/uapi/linux/bpf.h` (Linux 7.2) in lower case, by number. */
export const coreReloKinds = [
  'field_byte_offset',
  'field_byte_size',
  'field_exists',
  'field_signed',
  'field_lshift_u64',
  'field_rshift_u64',
  'type_id_local',
  'type_id_target',
  'type_exists',
  'type_size',
  'enumval_exists',
  'enumval_value',
  'type_matches',
] as const;

const headerSize = 24;
const headerSizeWithCoreRelo = 32;
/** The longest path, `BPF_CORE_SPEC_MAX_LEN` of libbpf's relo_core.h. */
const longestPath = 64;

/**
 * Reads a `.BTF.ext` section.
 *
 * @param btf the types of the same file, which also have the strings
 * @param origin where `bytes` begin in the file they are from, added to the offsets of errors
 *
 *      0      2       3     4        8           12         16         20         24           28          32
 *      | magic| vers. |flags| hdr_len| func_info | its len. | line_info| its len. | core_relo  | its len.  | ...
 */
export function readBtfExt(bytes: Uint8Array, btf: Btf, origin = 0): BtfExt {
  const reader = new ByteReader(bytes, readByteOrder(bytes, origin), origin);
  const version = reader.seek(2).u8();
  if (version !== 1) throw new FormatError(`BTF.ext version is ${version}, not 1`, origin + 2);
  const length = reader.u32At(4);
  if (length < headerSize) {
    throw new FormatError(`BTF.ext header is ${length} bytes long, not at least ${headerSize}`, origin + 4);
  }
  if (length > bytes.length) throw new FormatError('BTF.ext header leaves the file', origin + 4);
  const subsection = (field: number, name: string): ByteReader =>
    reader.slice(length + reader.u32At(field), reader.u32At(field + 4), `${name} subsection`);

  return {
    funcInfo: readSections(subsection(8, 'func_info'), btf, 8, (record) => ({
      insnOffset: record.u32(),
      type: typeId(record, btf),
    })),
    lineInfo: readSections(subsection(16, 'line_info'), btf, 16, (record) => readLineInfo(record, btf)),
    coreRelo:
      length < headerSizeWithCoreRelo
        ? []
        : readSections(subsection(24, 'core_relo'), btf, 16, (record) => readCoreRelo(record, btf)),
  };
}

/**
 * Reads a subsection: the size of its records, then for each ELF section its name, the number of records, the records.
 *
 * @param least the size of a record in this version; what a longer one has beyond it is skipped
 */
function readSections<R>(
  reader: ByteReader,
  btf: Btf,
  least: number,
  read: (record: ByteReader) => R,
): BtfExtSection<R>[] {
  const sections: BtfExtSection<R>[] = [];
  if (reader.length === 0) return sections;
  const recordSize = reader.u32('record size');
  if (recordSize < least || recordSize % 4 !== 0) {
    throw new FormatError(`record size is ${recordSize}, not a multiple of 4 from ${least} on`, reader.origin);
  }
  while (reader.remaining > 0) {
    const section = string(reader, btf);
    const count = reader.u32('number of records');
    const start = reader.position;
    reader.skip(count * recordSize, 'records');
    const end = reader.position;
    const records: R[] = [];
    for (let at = start; at < end; at += recordSize) records.push(read(reader.seek(at)));
    reader.seek(end);
    sections.push({ section, records });
  }
  return sections;
}

function readLineInfo(record: ByteReader, btf: Btf): BtfLineInfo {
  const insnOffset = record.u32();
  const file = string(record, btf);
  const text = string(record, btf);
  const place = record.u32();
  return { insnOffset, file, text, line: place >>> 10, column: place & 0x3ff };
}

function readCoreRelo(record: ByteReader, btf: Btf): BtfCoreRelo {
  const insnOffset = record.u32();
  const type = typeId(record, btf);
  const start = record.origin + record.position;
  const access = string(record, btf);
  const number = record.u32();
  const kind = coreReloKinds[number];
  if (kind === undefined) throw new FormatError(`kind ${number} of relocation is not known`, start + 4);
  return { insnOffset, type, access, path: readPath(access, start), kind };
}

function readPath(access: string, offset: number): number[] {
  // Ten digits hold any 32-bit number; a longer text is not worth splitting.
  const path =
    access.length > longestPath * 11 ? [] : access.split(':').map((index) => (isIndex(index) ? +index : NaN));
  const good = path.length > 0 && path.length <= longestPath && !path.some(Number.isNaN);
  if (!good) throw new FormatError('access string of a relocation is not numbers between colons', offset);
  return path;
}

function isIndex(text: string): boolean {
  return /^[0-9]{1,10}$/.test(text);
}

function typeId(reader: ByteReader, btf: Btf): number {
  const offset = reader.origin + reader.position;
  const id = reader.u32();
  if (id < btf.length) return id;
  throw new FormatError(`type id ${id} does not exist, the last is ${btf.length - 1}`, offset);
}

function string(reader: ByteReader, btf: Btf): string {
  const offset = reader.origin + reader.position;
  return btf.string(reader.u32('string offset'), offset);
}
