import { ByteReader } from './byte-reader';
import { PN_XNUM, SHN } from './elf-numbers';
import { FormatError } from './format-error';

/** The ELF header. */
export interface ElfHeader {
  /** 64-bit file: addresses and offsets have 8 bytes. */
  readonly is64: boolean;
  readonly littleEndian: boolean;
  /** `e_type`, see `ET`. */
  readonly type: number;
  /** `e_machine`, see `EM`. */
  readonly machine: number;
  /** `e_flags` */
  readonly flags: number;
  /** Address of the entry point. */
  readonly entry: bigint;
  readonly sectionHeaders: TableOfHeaders;
  readonly programHeaders: TableOfHeaders;
  /** Index of the section with the names of sections, 0 if there is none. */
  readonly sectionNames: number;
}

/** Where headers of equal size stand one after another. */
export interface TableOfHeaders {
  readonly offset: number;
  readonly entrySize: number;
  readonly count: number;
}

const ident = 16;

/** Reads the header (gABI, "ELF Header"), with the numbers that did not fit taken from section 0. */
export function readElfHeader(bytes: Uint8Array): ElfHeader {
  const start = new ByteReader(bytes);
  if (start.u32('ELF header') !== 0x464c457f) throw new FormatError('ELF file does not start with its magic number', 0);
  const fileClass = start.u8('ELF header');
  if (fileClass !== 1 && fileClass !== 2) throw new FormatError(`ELF class is ${fileClass}, not 1 or 2`, 4);
  const byteOrder = start.u8('ELF header');
  if (byteOrder !== 1 && byteOrder !== 2) throw new FormatError(`ELF byte order is ${byteOrder}, not 1 or 2`, 5);
  const is64 = fileClass === 2;
  const reader = new ByteReader(bytes, byteOrder === 1).seek(ident, 'ELF header');
  const what = 'ELF header';
  const word = (): bigint => (is64 ? reader.u64(what) : BigInt(reader.u32(what)));

  const type = reader.u16(what);
  const machine = reader.u16(what);
  reader.skip(4, what); // e_version
  const entry = word();
  const phoff = Number(word());
  const shoff = Number(word());
  const flags = reader.u32(what);
  reader.skip(2, what); // e_ehsize
  const phentsize = reader.u16(what);
  const phnum = reader.u16(what);
  const shentsize = reader.u16(what);
  const shnum = reader.u16(what);
  const shstrndx = reader.u16(what);

  const extended = shoff === 0 ? undefined : extendedNumbers(reader, is64, shoff, { shnum, shstrndx, phnum });
  return {
    is64,
    littleEndian: reader.littleEndian,
    type,
    machine,
    flags,
    entry,
    sectionHeaders: { offset: shoff, entrySize: shentsize, count: shoff === 0 ? 0 : (extended?.shnum ?? shnum) },
    programHeaders: { offset: phoff, entrySize: phentsize, count: phoff === 0 ? 0 : (extended?.phnum ?? phnum) },
    sectionNames: extended?.shstrndx ?? shstrndx,
  };
}

interface Numbers {
  readonly shnum?: number | undefined;
  readonly shstrndx?: number | undefined;
  readonly phnum?: number | undefined;
}

/** Numbers too large for 16 bits: `sh_size`, `sh_link` and `sh_info` of section 0 (gABI, "Sections"). */
function extendedNumbers(reader: ByteReader, is64: boolean, shoff: number, numbers: Required<Numbers>): Numbers {
  const { shnum, shstrndx, phnum } = numbers;
  if (shnum !== 0 && shstrndx !== SHN.XINDEX && phnum !== PN_XNUM) return {};
  const first = reader.slice(shoff, is64 ? 64 : 40, 'section header 0');
  const size = is64 ? Number(first.u64At(32)) : first.u32At(20);
  return {
    shnum: shnum === 0 ? size : shnum,
    shstrndx: shstrndx === SHN.XINDEX ? first.u32At(is64 ? 40 : 24) : shstrndx,
    phnum: phnum === PN_XNUM ? first.u32At(is64 ? 44 : 28) : phnum,
  };
}

/**
 * Gives readers of the single headers of a table, after a check that all of it lies in the file.
 *
 * @param least the size of a header in this version; a larger one is accepted
 */
export function headersOf(
  reader: ByteReader,
  table: TableOfHeaders,
  least: number,
  what: string,
): (index: number) => ByteReader {
  const { offset, entrySize, count } = table;
  if (entrySize < least) throw new FormatError(`${what} is ${entrySize} bytes long, not at least ${least}`, 0);
  const all = reader.slice(offset, entrySize * count, `table of ${what}s`);
  return (index) => all.slice(index * entrySize, entrySize, what);
}
