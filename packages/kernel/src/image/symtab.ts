import { SHN, STB, STT } from '@tracefit/btf';
import type { Elf, ElfSymbol } from '@tracefit/btf';
import { addressFrom } from './image-memory';
import type { SegmentMemory } from './image-memory';
import type { ImageSymbol } from './kernel-image';

const SHF_WRITE = 1n;
const SHF_ALLOC = 2n;
const SHF_EXECINSTR = 4n;
const SHT_NOBITS = 8;

/** The symbols of an ELF symbol table as kallsyms would list them, by address; none where there is no table. */
export function readSymtab(elf: Elf, memory: SegmentMemory): ImageSymbol[] {
  const symbols: ImageSymbol[] = [];
  for (const symbol of elf.symbols()) {
    const letter = letterOf(elf, symbol);
    if (letter === undefined) continue;
    const absolute = symbol.section === SHN.ABS;
    const address = absolute ? Number(symbol.value) : addressFrom(memory.base, symbol.value, memory.pointerSize);
    symbols.push({ name: symbol.name, letter, address, absolute });
  }
  return symbols.sort((a, b) => Number(b.absolute) - Number(a.absolute) || a.address - b.address);
}

/** The nm letter; `undefined` for what kallsyms leaves out: files, sections, undefined and unnamed symbols. */
function letterOf(elf: Elf, symbol: ElfSymbol): string | undefined {
  if (symbol.name === '' || symbol.section === SHN.UNDEF) return undefined;
  if (symbol.type === STT.FILE || symbol.type === STT.SECTION) return undefined;
  if (symbol.bind === STB.WEAK) return symbol.type === STT.OBJECT ? 'V' : 'W';
  const letter = symbol.section === SHN.ABS ? 'a' : sectionLetter(elf, symbol.section);
  return symbol.bind === STB.LOCAL ? letter : letter?.toUpperCase();
}

function sectionLetter(elf: Elf, index: number): string | undefined {
  const section = elf.sections[index];
  if (!section || (section.flags & SHF_ALLOC) === 0n) return undefined;
  if ((section.flags & SHF_EXECINSTR) !== 0n) return 't';
  if (section.type === SHT_NOBITS) return 'b';
  return (section.flags & SHF_WRITE) !== 0n ? 'd' : 'r';
}
