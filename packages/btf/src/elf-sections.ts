import type { ByteReader } from './byte-reader';
import { headersOf, type ElfHeader } from './elf-header';
import { SHT } from './elf-numbers';
import { FormatError } from './format-error';
import { readStringTable, type StringTable } from './string-table';

/** A section; offset and size in bytes. */
export interface ElfSection {
  readonly index: number;
  readonly name: string;
  /** `sh_type`, see `SHT`. */
  readonly type: number;
  /** `sh_flags` */
  readonly flags: bigint;
  readonly addr: bigint;
  /** Where the content begins in the file. */
  readonly offset: number;
  readonly size: number;
  /** Index of a section that belongs to this one: its strings or its symbols. */
  readonly link: number;
  /** For REL and RELA the index of the section they apply to. */
  readonly info: number;
  readonly addralign: bigint;
  readonly entsize: number;
  /** The type is REL or RELA. */
  readonly isRelocation: boolean;
  /** The content, not copied; empty for sections without any in the file (NOBITS). A `FormatError` if it leaves the file. */
  readonly bytes: Uint8Array;
}

/** Reads the section headers (gABI, "Section Header Table Entry") and the names. */
export function readSections(reader: ByteReader, header: ElfHeader): ElfSection[] {
  const { is64, sectionHeaders, sectionNames } = header;
  const { count } = sectionHeaders;
  if (count === 0) return [];
  const headerAt = headersOf(reader, sectionHeaders, is64 ? 64 : 40, 'section header');
  if (sectionNames >= count) {
    throw new FormatError(`section ${sectionNames} with the names does not exist`, is64 ? 62 : 50);
  }
  const names = sectionNames === 0 ? undefined : readStringTable(contentOf(reader, headerAt(sectionNames), is64));
  return Array.from({ length: count }, (_, index) => readSection(reader, headerAt(index), is64, index, names));
}

function readSection(
  file: ByteReader,
  header: ByteReader,
  is64: boolean,
  index: number,
  names: StringTable | undefined,
): ElfSection {
  const word = (): bigint => (is64 ? header.u64() : BigInt(header.u32()));
  const nameOffset = header.u32();
  const type = header.u32();
  const flags = word();
  const addr = word();
  const offset = Number(word());
  const size = Number(word());
  const link = header.u32();
  const info = header.u32();
  const addralign = word();
  const entsize = Number(word());
  return {
    index,
    name: names?.at(nameOffset, 'section name', header.origin) ?? '',
    type,
    flags,
    addr,
    offset,
    size,
    link,
    info,
    addralign,
    entsize,
    isRelocation: type === SHT.REL || type === SHT.RELA,
    get bytes() {
      return type === SHT.NOBITS || type === SHT.NULL ? new Uint8Array(0) : file.slice(offset, size).bytes;
    },
  };
}

function contentOf(file: ByteReader, header: ByteReader, is64: boolean): ByteReader {
  const offset = is64 ? Number(header.u64At(24)) : header.u32At(16);
  const size = is64 ? Number(header.u64At(32)) : header.u32At(20);
  return file.slice(offset, size, 'section with the section names');
}

/** A reader of the content of a section, for its entries. */
export function readerOf(file: ByteReader, section: ElfSection): ByteReader {
  return file.slice(section.offset, section.bytes.length, `section ${section.index}`);
}
