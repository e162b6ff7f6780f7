import { ByteReader } from './byte-reader';
import { readElfHeader, type ElfHeader } from './elf-header';
import { readRelocations, type ElfRelocation } from './elf-relocations';
import { readSections, type ElfSection } from './elf-sections';
import { readSegments, type ElfSegment } from './elf-segments';
import { readSymbols, type ElfSymbol } from './elf-symbols';

/** An ELF file (System V ABI, chapters 4 and 5). All but the header is read when first asked for, then kept. */
export interface Elf extends ElfHeader {
  /** All sections, the empty one with index 0 included. */
  readonly sections: readonly ElfSection[];
  /** The program headers. */
  readonly segments: readonly ElfSegment[];
  /** The first section with a name. */
  section(name: string): ElfSection | undefined;
  /** The symbols of a table, `.symtab` unless another is given, the empty one with index 0 included; none if there is no table. */
  symbols(table?: ElfSection): readonly ElfSymbol[];
  /** The entries of a section of type REL or RELA. */
  relocations(section: ElfSection): readonly ElfRelocation[];
  /** The sections of type REL or RELA that apply to a section. */
  relocationSections(target: ElfSection): readonly ElfSection[];
}

/**
 * Reads an ELF file of 32 or 64 bits and either byte order.
 *
 * @throws FormatError for bytes that are not ELF, here or when the damaged part is asked for
 */
export function readElf(bytes: Uint8Array): Elf {
  const header = readElfHeader(bytes);
  const reader = new ByteReader(bytes, header.littleEndian);
  const symbolTables = new Map<ElfSection, readonly ElfSymbol[]>();
  let sections: readonly ElfSection[] | undefined;
  let segments: readonly ElfSegment[] | undefined;
  let byName: Map<string, ElfSection> | undefined;

  const elf: Elf = {
    ...header,
    get sections() {
      return (sections ??= readSections(reader, header));
    },
    get segments() {
      return (segments ??= readSegments(reader, header));
    },
    section(name) {
      // From the last to the first, so that the first of a name stays.
      byName ??= new Map(elf.sections.toReversed().map((section) => [section.name, section]));
      return byName.get(name);
    },
    symbols(table = elf.section('.symtab')) {
      if (table === undefined) return [];
      let symbols = symbolTables.get(table);
      if (symbols === undefined) {
        symbols = readSymbols(reader, header, elf.sections, table);
        symbolTables.set(table, symbols);
      }
      return symbols;
    },
    relocations(section) {
      return readRelocations(reader, header, section);
    },
    relocationSections(target) {
      return elf.sections.filter(({ isRelocation, info }) => isRelocation && info === target.index);
    },
  };
  return elf;
}
