import { ET, FormatError, readElf, SHT } from '@tracefit/btf';
import type { Elf, ElfSection } from '@tracefit/btf';
import { createImageMemory } from '../image/image-memory';
import { indexSymbols } from '../image/index-symbols';
import type { AddressRange } from '../image/kernel-image';
import { archOf } from '../image/machine';
import { readBuildId } from '../image/notes';
import { layOutSections, SHF_EXECINSTR, SHF_WRITE } from './lay-out-sections';
import { readModinfo } from './modinfo';
import type { ModuleImage } from './module-image';
import { readModuleSymbols } from './module-symbols';
import { isRelocatable, relocateSection } from './relocate-section';

const LINKONCE = '.gnu.linkonce.this_module';

/** Whether an ELF file is a module: it carries the `struct module` that the loader takes over. */
export function isModule(elf: Elf): boolean {
  return elf.type === ET.REL && elf.section(LINKONCE) !== undefined;
}

/** The same of bytes that may be anything. */
export function isModuleFile(bytes: Uint8Array): boolean {
  try {
    return isModule(readElf(bytes));
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

/**
 * The tables of the image that modules have as sections, by the symbol at their start (kernel/module/main.c,
 * find_module_sections()); of several sections the first that is there.
 */
const TABLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['__start_mcount_loc', ['__mcount_loc', '__patchable_function_entries']],
  ['__start_kprobe_blacklist', ['_kprobe_blacklist']],
  ['__start_ftrace_events', ['_ftrace_events']],
  ['__start_ftrace_eval_maps', ['_ftrace_eval_map']],
  ['__start___bug_table', ['__bug_table']],
  ['__start___jump_table', ['__jump_table']],
  ['__start_static_call_sites', ['.static_call_sites']],
  ['__kprobes_text_start', ['.kprobes.text']],
  ['__noinstr_text_start', ['.noinstr.text']],
]);
/** Those whose pointers must be relocated whether there are trace events or not. */
const POINTERS = new Set([...TABLES.values()].flat());
/** Where trace events, their classes, fields, constants and tracepoints lie. */
const EVENT_DATA = /^(?:\.data|\.rodata|\.ref\.data|\.init\.data|__tracepoints)/;

/**
 * Reads a module (`.ko`, already unpacked).
 * @param path names the module where it does not name itself
 * @throws FormatError where it is damaged, or no module
 */
export function readModule(bytes: Uint8Array, path: string): ModuleImage {
  const elf = readElf(bytes);
  if (!isModule(elf)) throw new FormatError('the ELF file is no kernel module', 0);
  const pointerSize = elf.is64 ? 8 : 4;
  const { littleEndian } = elf;
  const layout = layOutSections(elf);
  const loaded = elf.sections.filter((section) => layout.has(section.index));
  const place = (section: ElfSection) => layout.get(section.index) ?? 0;
  // Trace events lie in all kinds of data; without them most data needs no look.
  const hasEvents = elf.section('_ftrace_events') !== undefined;
  const isRead = ({ name }: ElfSection) => POINTERS.has(name) || (hasEvents && EVENT_DATA.test(name));
  const memory = createImageMemory(
    loaded.map((section) => ({
      address: BigInt(place(section)),
      bytes: isRead(section) ? relocateSection(elf, layout, section) : section.bytes,
      size: section.size,
    })),
    {
      littleEndian,
      pointerSize,
      text: loaded
        .filter(({ flags }) => (flags & (SHF_EXECINSTR | SHF_WRITE)) === SHF_EXECINSTR)
        .map((section) => ({ address: BigInt(place(section)), size: section.size })),
    },
  );
  const base = Number(memory.base);
  const symbols = readModuleSymbols(elf, layout, base);
  const rangeOfSection = (name: string): AddressRange | undefined => {
    const section = loaded.find((each) => each.name === name);
    if (!section) return undefined;
    const start = place(section) - base;
    return { start, end: start + section.size };
  };
  const modinfo = elf.section('.modinfo');
  const btf = elf.section('.BTF')?.bytes;
  const btfBase = elf.section('.BTF.base')?.bytes;
  const buildId = findBuildId(elf);
  return {
    ...memory,
    ...indexSymbols(symbols, memory),
    rangeOf(start) {
      const names = TABLES.get(start);
      const found = names?.map(rangeOfSection).find((range) => range !== undefined);
      // A table that is not there is empty, unlike one of an image, which would not be understood.
      return found ?? (names && { start: 0, end: 0 });
    },
    section: rangeOfSection,
    arch: archOf(elf),
    info: readModinfo(modinfo?.bytes ?? new Uint8Array(0), path),
    pointersKnown: true,
    symbolSource: 'symtab',
    symbols,
    ...(btf ? { btfBytes: btf } : {}),
    ...(btfBase ? { btfBaseBytes: btfBase } : {}),
    ...(buildId === undefined ? {} : { buildId }),
    notes: isRelocatable(elf) ? [] : [`the relocations of modules of machine ${elf.machine} are not known`],
  };
}

function findBuildId(elf: Elf): string | undefined {
  const notes = elf.sections.filter(({ type }) => type === SHT.NOTE);
  return notes.map(({ bytes }) => readBuildId(bytes, elf.littleEndian)).find((id) => id !== undefined);
}
