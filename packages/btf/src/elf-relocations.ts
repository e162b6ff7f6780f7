import type { ByteReader } from './byte-reader';
import type { ElfHeader } from './elf-header';
import { EM, SHT } from './elf-numbers';
import { readerOf, type ElfSection } from './elf-sections';
import { FormatError } from './format-error';

/** A place in a section that depends on a symbol. */
export interface ElfRelocation {
  /** In relocatable files an offset in the section `info` names, else an address. */
  readonly offset: bigint;
  /** `R_*`, whose meaning depends on the machine. */
  readonly type: number;
  /** Index in the symbol table that the section's `link` names. */
  readonly symbol: number;
  /** `undefined` for REL, where it is written at the place itself. */
  readonly addend: bigint | undefined;
}

/** Reads the entries of a REL or RELA section (gABI, "Relocation"). */
export function readRelocations(file: ByteReader, header: ElfHeader, section: ElfSection): ElfRelocation[] {
  const { is64, machine } = header;
  if (!section.isRelocation) throw new FormatError(`section ${section.index} has no relocations`, section.offset);
  // Its r_info has five parts instead of two.
  if (is64 && machine === EM.MIPS) throw new FormatError('relocations of 64-bit MIPS are not known', section.offset);
  const withAddend = section.type === SHT.RELA;
  const word = is64 ? 8 : 4;
  const least = withAddend ? 3 * word : 2 * word;
  const entrySize = section.entsize === 0 ? least : section.entsize;
  if (entrySize < least) {
    throw new FormatError(`relocation is ${entrySize} bytes long, not at least ${least}`, section.offset);
  }
  const reader = readerOf(file, section);
  const count = Math.floor(reader.length / entrySize);
  return Array.from({ length: count }, (_, index) => {
    reader.seek(index * entrySize);
    const offset = is64 ? reader.u64() : BigInt(reader.u32());
    const info = is64 ? reader.u64() : BigInt(reader.u32());
    const addend = withAddend ? (is64 ? reader.i64() : BigInt(reader.i32())) : undefined;
    const type = Number(is64 ? info & 0xffffffffn : info & 0xffn);
    return { offset, type, symbol: Number(info >> (is64 ? 32n : 8n)), addend };
  });
}
