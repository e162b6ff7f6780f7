import { EM, FormatError, readBtf, readBtfExt, readElf, SHN, STB, STT } from '@tracefit/btf';
import type { Btf, BtfCoreRelo, BtfExt, BtfLineInfo, Elf, ElfSection, ElfSymbol } from '@tracefit/btf';
import { isStructOps } from './struct-ops';
import { decodeInsns, type Insn } from './insn';

/** A function of an object: a program, or one that programs call. */
export interface BpfFunction {
  readonly name: string;
  readonly section: ElfSection;
  /** In bytes from the start of the section. */
  readonly start: number;
  readonly end: number;
  readonly insns: readonly Insn[];
  /** In the section with functions that programs call, and no program itself. */
  readonly isSubprogram: boolean;
}

/** A BPF object, read as far as tracing needs. */
export interface BpfObject {
  readonly littleEndian: boolean;
  readonly functions: readonly BpfFunction[];
  readonly btf: Btf | undefined;
  readonly coreRelos: readonly ObjectRelo[];
  /** The symbol an instruction is linked with. */
  readonly linked: (section: ElfSection, at: number) => ElfSymbol | undefined;
  /** Lines of source of a section, in the order of their instructions. */
  readonly lines: (section: string) => readonly BtfLineInfo[];
  /** Sections with structs whose members are programs. */
  readonly structOps: readonly ElfSection[];
  /** The section a symbol is defined in. */
  readonly sectionOf: (symbol: ElfSymbol) => ElfSection | undefined;
}

export interface ObjectRelo extends BtfCoreRelo {
  readonly section: string;
}

/** The most instructions of an object; the kernel takes a million for one program. */
const maxInsns = 2_000_000;
const executable = 4n;

/** @throws FormatError where the bytes are no BPF object or are damaged */
export function readObject(bytes: Uint8Array): BpfObject {
  const elf = readElf(bytes);
  if (elf.machine !== EM.BPF) throw new FormatError('the machine of the ELF file is not BPF', 18);
  const btfSection = elf.section('.BTF');
  const btf = btfSection && readBtf(btfSection.bytes, { origin: btfSection.offset, pointerSize: 8 });
  const extSection = elf.section('.BTF.ext');
  const ext = btf && extSection ? readBtfExt(extSection.bytes, btf, extSection.offset) : undefined;
  return {
    littleEndian: elf.littleEndian,
    functions: readFunctions(elf),
    btf,
    coreRelos: (ext?.coreRelo ?? []).flatMap(({ section, records }) => records.map((relo) => ({ ...relo, section }))),
    linked: linker(elf),
    lines: linesOf(ext),
    structOps: elf.sections.filter(({ name }) => isStructOps(name)),
    sectionOf: (symbol) => elf.sections[symbol.section],
  };
}

function readFunctions(elf: Elf): readonly BpfFunction[] {
  let room = maxInsns;
  const functions: BpfFunction[] = [];
  const seen = new Set<string>();
  for (const symbol of elf.symbols()) {
    if (symbol.type !== STT.FUNC || symbol.section === SHN.UNDEF) continue;
    const section = elf.sections[symbol.section];
    if (!section || (section.flags & executable) === 0n) continue;
    const start = Number(symbol.value);
    const end = start + symbol.size;
    const key = `${symbol.section} ${start}`;
    if (end > section.bytes.length || start % 8 !== 0 || seen.has(key)) continue;
    seen.add(key);
    room -= symbol.size / 8;
    if (room < 0) throw new FormatError(`the functions have more than ${maxInsns} instructions`, section.offset);
    const insns = decodeInsns(section.bytes, start, end, elf.littleEndian);
    functions.push({ name: symbol.name, section, start, end, insns, isSubprogram: section.name === '.text' });
  }
  return functions.sort((a, b) => a.section.index - b.section.index || a.start - b.start);
}

function linker(elf: Elf): BpfObject['linked'] {
  const tables = new Map<number, ReadonlyMap<number, ElfSymbol>>();
  const read = (section: ElfSection): ReadonlyMap<number, ElfSymbol> => {
    const links = new Map<number, ElfSymbol>();
    for (const table of elf.relocationSections(section)) {
      const symbols = elf.symbols(elf.sections[table.link]);
      for (const { offset, symbol } of elf.relocations(table)) {
        const linked = symbols[symbol];
        if (linked) links.set(Number(offset), linked);
      }
    }
    return links;
  };
  return (section, at) => {
    const table = tables.get(section.index) ?? read(section);
    tables.set(section.index, table);
    return table.get(at);
  };
}

function linesOf(ext: BtfExt | undefined): BpfObject['lines'] {
  const bySection = new Map((ext?.lineInfo ?? []).map(({ section, records }) => [section, records]));
  return (section) => bySection.get(section) ?? [];
}

/** Whether a symbol is defined elsewhere: in the kernel or its configuration. */
export function isExtern(symbol: ElfSymbol): boolean {
  return symbol.section === SHN.UNDEF && symbol.name !== '';
}

export function isWeak(symbol: ElfSymbol): boolean {
  return symbol.bind === STB.WEAK;
}
