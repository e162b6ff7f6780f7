import { newByteWriter, type ByteWriter } from './byte-writer';
import { ET, PT, SHT, STB, STT } from './elf-numbers';

/** A file to write; sections get their indices from 1 on, in the order given. */
export interface ElfSpec {
  readonly is64?: boolean | undefined;
  readonly littleEndian?: boolean | undefined;
  /** `e_type`, relocatable if not given. */
  readonly type?: number | undefined;
  readonly machine: number;
  readonly entry?: bigint | undefined;
  readonly sections: readonly ElfSectionSpec[];
  /** Written with an empty first one to `.symtab` and `.strtab`; without this there is no symbol table. */
  readonly symbols?: readonly ElfSymbolSpec[] | undefined;
  readonly segments?: readonly ElfSegmentSpec[] | undefined;
}

export interface ElfSectionSpec {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** PROGBITS if not given. */
  readonly type?: number | undefined;
  readonly flags?: bigint | undefined;
  readonly addr?: bigint | undefined;
  readonly link?: number | undefined;
  readonly info?: number | undefined;
  readonly entsize?: number | undefined;
}

export interface ElfSymbolSpec {
  readonly name: string;
  readonly value: bigint;
  readonly size?: number | undefined;
  /** A global function if not given. */
  readonly type?: number | undefined;
  readonly bind?: number | undefined;
  /** Index of its section. */
  readonly section: number;
}

/** A segment with the content of one section. */
export interface ElfSegmentSpec {
  /** Index of the section. */
  readonly section: number;
  readonly vaddr: bigint;
  /** LOAD if not given. */
  readonly type?: number | undefined;
  readonly flags?: number | undefined;
}

/** Writes an ELF file (System V ABI, chapters 4 and 5): header, program headers, contents, section headers. */
export function writeElf(spec: ElfSpec): Uint8Array {
  const { is64 = true, littleEndian = true, segments = [] } = spec;
  const sections = withTables(spec, is64, littleEndian);
  const file = newByteWriter(littleEndian);
  const word = wordsOf(file, is64);
  const headerSize = is64 ? 64 : 52;
  const phentsize = is64 ? 56 : 32;

  let end = headerSize + phentsize * segments.length;
  const offsets = sections.map(({ bytes }) => {
    const start = Math.ceil(end / 8) * 8;
    end = start + bytes.length;
    return start;
  });
  const shoff = Math.ceil(end / 8) * 8;

  file
    .u32(0)
    .u8(is64 ? 2 : 1, littleEndian ? 1 : 2, 1)
    .add(new Uint8Array(9));
  file.u16(spec.type ?? ET.REL, spec.machine).u32(1);
  word(spec.entry ?? 0n, segments.length > 0 ? headerSize : 0, shoff);
  file.u32(0).u16(headerSize, phentsize, segments.length, is64 ? 64 : 40, sections.length + 1, sections.length);
  for (const segment of segments) writeSegment(file, is64, segment, offsets[segment.section - 1] ?? 0, sections);
  for (const { bytes } of sections) file.align(8).add(bytes);
  file.align(8).add(new Uint8Array(is64 ? 64 : 40));

  const names = namesOf(sections.map(({ name }) => name));
  sections.forEach((section, index) => {
    file.u32(names.offsets[index] ?? 0, section.type ?? SHT.PROGBITS);
    word(section.flags ?? 0n, section.addr ?? 0n, offsets[index] ?? 0, section.bytes.length);
    file.u32(section.link ?? 0, section.info ?? 0);
    word(1, section.entsize ?? 0);
  });
  const bytes = file.bytes();
  bytes.set([0x7f, 0x45, 0x4c, 0x46]);
  return bytes;
}

/** Adds the symbols and the names of sections, the latter as the last. */
function withTables(spec: ElfSpec, is64: boolean, littleEndian: boolean): ElfSectionSpec[] {
  const sections = [...spec.sections];
  if (spec.symbols !== undefined) {
    const names = namesOf(spec.symbols.map(({ name }) => name));
    const bytes = writeSymbols(spec.symbols, names.offsets, is64, littleEndian);
    const link = sections.length + 2;
    const info = 1 + spec.symbols.filter(({ bind }) => bind === STB.LOCAL).length; // local ones come first
    sections.push({ name: '.symtab', type: SHT.SYMTAB, bytes, link, info, entsize: is64 ? 24 : 16 });
    sections.push({ name: '.strtab', type: SHT.STRTAB, bytes: names.bytes });
  }
  const names = namesOf([...sections.map(({ name }) => name), '.shstrtab']);
  return [...sections, { name: '.shstrtab', type: SHT.STRTAB, bytes: names.bytes }];
}

function writeSymbols(
  symbols: readonly ElfSymbolSpec[],
  names: readonly number[],
  is64: boolean,
  littleEndian: boolean,
): Uint8Array {
  const to = newByteWriter(littleEndian).add(new Uint8Array(is64 ? 24 : 16));
  symbols.forEach(({ value, size = 0, type = STT.FUNC, bind = STB.GLOBAL, section }, index) => {
    to.u32(names[index] ?? 0);
    if (!is64) to.u32(Number(value), size);
    to.u8((bind << 4) | type, 0).u16(section);
    if (is64) to.u64(value, BigInt(size));
  });
  return to.bytes();
}

function writeSegment(
  file: ByteWriter,
  is64: boolean,
  { section, vaddr, type = PT.LOAD, flags = 4 }: ElfSegmentSpec,
  offset: number,
  sections: readonly ElfSectionSpec[],
): void {
  const word = wordsOf(file, is64);
  const size = sections[section - 1]?.bytes.length ?? 0;
  file.u32(type);
  if (is64) file.u32(flags);
  word(offset, vaddr, vaddr, size, size);
  if (!is64) file.u32(flags);
  word(1);
}

/** Writes numbers as wide as an address. */
function wordsOf(file: ByteWriter, is64: boolean): (...values: (number | bigint)[]) => void {
  return (...values) => {
    for (const value of values) {
      if (is64) file.u64(BigInt(value));
      else file.u32(Number(value));
    }
  };
}

/** A string table with the given strings, and where each begins in it. */
function namesOf(strings: readonly string[]): { bytes: Uint8Array; offsets: number[] } {
  const to = newByteWriter(true).u8(0);
  const offsets = strings.map((text) => {
    const offset = to.length;
    to.add(new TextEncoder().encode(text)).u8(0);
    return offset;
  });
  return { bytes: to.bytes(), offsets };
}
