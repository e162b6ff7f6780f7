import { EM, FormatError } from '@tracefit/btf';
import type { Elf, ElfRelocation, ElfSection } from '@tracefit/btf';
import type { Layout } from './lay-out-sections';

/** How a relocation is written: its size in bytes, and whether it is a distance from its own place. */
interface Howto {
  readonly size: 4 | 8;
  readonly relative: boolean;
}

/**
 * The relocations that data of modules has; those of instructions are not needed. x86: arch/x86/kernel/module.c, arm64:
 * arch/arm64/kernel/module.c, riscv: arch/riscv/kernel/module.c, s390: arch/s390/kernel/module.c.
 */
const HOWTOS: ReadonlyMap<number, ReadonlyMap<number, Howto>> = new Map([
  [
    EM.X86_64,
    new Map<number, Howto>([
      [1, { size: 8, relative: false }],
      [2, { size: 4, relative: true }],
      [4, { size: 4, relative: true }],
      [10, { size: 4, relative: false }],
      [11, { size: 4, relative: false }],
      [24, { size: 8, relative: true }],
    ]),
  ],
  [
    EM.AARCH64,
    new Map<number, Howto>([
      [257, { size: 8, relative: false }],
      [258, { size: 4, relative: false }],
      [260, { size: 8, relative: true }],
      [261, { size: 4, relative: true }],
    ]),
  ],
  [
    EM.RISCV,
    new Map<number, Howto>([
      [1, { size: 4, relative: false }],
      [2, { size: 8, relative: false }],
      [57, { size: 4, relative: true }],
    ]),
  ],
  [
    EM.S390,
    new Map<number, Howto>([
      [4, { size: 4, relative: false }],
      [5, { size: 4, relative: true }],
      [22, { size: 8, relative: false }],
      [23, { size: 8, relative: true }],
    ]),
  ],
]);

/** Whether the relocations of a machine are known here. */
export function isRelocatable(elf: Elf): boolean {
  return HOWTOS.has(elf.machine);
}

/**
 * The bytes of a section with its relocations applied, for sections at the places of `layout`. A pointer to something outside
 * of the module becomes null; relocations of instructions are left out.
 * @throws FormatError where a relocation lies outside of its section, or names no symbol
 */
export function relocateSection(elf: Elf, layout: Layout, section: ElfSection): Uint8Array {
  const howtos = HOWTOS.get(elf.machine);
  const own = layout.get(section.index);
  const tables = elf.relocationSections(section);
  if (!howtos || own === undefined || tables.length === 0) return section.bytes;
  const bytes = Uint8Array.from(section.bytes);
  const view = new DataView(bytes.buffer);
  for (const table of tables) {
    for (const relocation of elf.relocations(table)) {
      const howto = howtos.get(relocation.type);
      if (!howto) continue;
      const at = Number(relocation.offset);
      if (at + howto.size > bytes.length) throw new FormatError('a relocation leaves its section', table.offset);
      const target = targetOf(elf, layout, relocation, table);
      const value = target === undefined ? 0 : howto.relative ? target - own - at : target;
      if (howto.size === 8) view.setBigInt64(at, BigInt(value), elf.littleEndian);
      else view.setInt32(at, value, elf.littleEndian);
    }
  }
  return bytes;
}

/** Symbol plus addend, as an address of the layout; `undefined` outside of it. REL tables, of 32-bit machines, are not read. */
function targetOf(elf: Elf, layout: Layout, relocation: ElfRelocation, table: ElfSection): number | undefined {
  const symbol = elf.symbols()[relocation.symbol];
  if (!symbol) throw new FormatError('a relocation names a symbol that is not there', table.offset);
  const place = layout.get(symbol.section);
  if (place === undefined || relocation.addend === undefined) return undefined;
  return place + Number(symbol.value) + Number(relocation.addend);
}
