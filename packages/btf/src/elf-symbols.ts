import type { ByteReader } from './byte-reader';
import type { ElfHeader } from './elf-header';
import { SHN, SHT } from './elf-numbers';
import { readerOf, type ElfSection } from './elf-sections';
import { FormatError } from './format-error';
import { readStringTable } from './string-table';

/** A symbol; size in bytes. */
export interface ElfSymbol {
  readonly name: string;
  /** An address, or in relocatable files an offset in the section. */
  readonly value: bigint;
  readonly size: number;
  /** See `STT`. */
  readonly type: number;
  /** See `STB`. */
  readonly bind: number;
  readonly visibility: number;
  /** The section it is defined in, or a special one, see `SHN`. */
  readonly section: number;
}

/** Reads a symbol table (gABI, "Symbol Table"). */
export function readSymbols(
  file: ByteReader,
  header: ElfHeader,
  sections: readonly ElfSection[],
  table: ElfSection,
): ElfSymbol[] {
  const { is64 } = header;
  const least = is64 ? 24 : 16;
  const reader = readerOf(file, table);
  const entrySize = table.entsize === 0 ? least : table.entsize;
  if (entrySize < least) {
    throw new FormatError(`symbol is ${entrySize} bytes long, not at least ${least}`, table.offset);
  }
  const strings = sections[table.link];
  if (strings?.type !== SHT.STRTAB) {
    throw new FormatError(`section ${table.link} is not a string table of symbols`, table.offset);
  }
  const names = readStringTable(readerOf(file, strings));
  const further = sections.find(({ type, link }) => type === SHT.SYMTAB_SHNDX && link === table.index);
  const furtherIndices = further && readerOf(file, further);

  const count = Math.floor(reader.length / entrySize);
  const symbols = new Array<ElfSymbol>(count);
  for (let index = 0, at = 0; index < count; index++, at += entrySize) {
    const nameOffset = reader.u32At(at);
    const info = reader.bytes[at + (is64 ? 4 : 12)] ?? 0;
    const other = reader.bytes[at + (is64 ? 5 : 13)] ?? 0;
    const shndx = reader.u16At(at + (is64 ? 6 : 14));
    symbols[index] = {
      name: nameOffset === 0 ? '' : names.at(nameOffset, 'symbol name', reader.origin + at),
      value: is64 ? reader.u64At(at + 8) : BigInt(reader.u32At(at + 4)),
      size: is64 ? Number(reader.u64At(at + 16)) : reader.u32At(at + 8),
      type: info & 0xf,
      bind: info >>> 4,
      visibility: other & 3,
      section: shndx === SHN.XINDEX && furtherIndices ? furtherIndices.u32At(index * 4, 'section index') : shndx,
    };
  }
  return symbols;
}
