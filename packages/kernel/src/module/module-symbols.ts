import { SHT, STB, STT } from '@tracefit/btf';
import type { Elf, ElfSection, ElfSymbol } from '@tracefit/btf';
import { SHF_EXECINSTR, SHF_WRITE } from './lay-out-sections';
import type { Layout } from './lay-out-sections';
import type { ModuleSymbol } from './module-image';

/**
 * What modpost puts before the name of a symbol that other modules may use (scripts/mod/modpost.c), and where it lies. Those for
 * GPL modules only, which older kernels keep in a section of their own, kallsyms does not take for exported (is_exported()).
 */
const EXPORT = '__ksymtab_';
const EXPORTS = '__ksymtab';
const PER_CPU = '.data..percpu';

/**
 * The symbols of a module that kallsyms lists while it is loaded, and those of its init sections, in the order of the table,
 * which decides between symbols of one address (kernel/module/kallsyms.c: is_core_symbol(), find_kallsyms_symbol()).
 * @param base the address that others count from
 * @throws FormatError where the table is damaged
 */
export function readModuleSymbols(elf: Elf, layout: Layout, base: number): ModuleSymbol[] {
  const symbols = elf.symbols().filter(({ name, section }) => name !== '' && layout.has(section));
  const exported = new Set<string>();
  for (const { name, section } of symbols) {
    if (name.startsWith(EXPORT) && elf.sections[section]?.name === EXPORTS) exported.add(name.slice(EXPORT.length));
  }
  return symbols.flatMap((symbol): ModuleSymbol[] => {
    const section = elf.sections[symbol.section];
    const place = layout.get(symbol.section);
    if (!section || place === undefined || symbol.type === STT.FILE) return [];
    const letter = letterOf(symbol, section);
    return [
      {
        name: symbol.name,
        letter: exported.has(symbol.name) && symbol.bind !== STB.LOCAL ? letter.toUpperCase() : letter,
        address: place + Number(symbol.value) - base,
        absolute: section.name === PER_CPU,
        section: section.name,
      },
    ];
  });
}

/** elf_type() of kernel/module/kallsyms.c; s_show() of kernel/kallsyms.c writes it large for exported symbols only. */
function letterOf(symbol: ElfSymbol, section: ElfSection): string {
  if (symbol.bind === STB.WEAK) return symbol.type === STT.OBJECT ? 'v' : 'w';
  if (section.name === PER_CPU) return 'a';
  if ((section.flags & SHF_EXECINSTR) !== 0n) return 't';
  if (section.type === SHT.NOBITS) return 'b';
  return (section.flags & SHF_WRITE) !== 0n ? 'd' : 'r';
}
