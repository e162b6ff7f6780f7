import { FormatError, SHT } from '@tracefit/btf';
import type { Elf, ElfSection } from '@tracefit/btf';

export const SHF_WRITE = 1n;
export const SHF_ALLOC = 2n;
export const SHF_EXECINSTR = 4n;

/** Where the first section goes: not at 0, which is the null pointer. */
const START = 0x1000;
/** Between sections, so that the end of one is not the start of the next. */
const GAP = 64;
/** No module has more; the largest of a distribution, amdgpu, has 30 MB. */
const MAX_SIZE = 256 * 1024 * 1024;

/** From the index of a section to the address it is given; only sections that are loaded. */
export type Layout = ReadonlyMap<number, number>;

/**
 * Gives every section that is loaded an address, in the order of the file.
 * @throws FormatError where they are larger than any module
 */
export function layOutSections(elf: Elf): Layout {
  const places = new Map<number, number>();
  let next = START;
  for (const section of elf.sections) {
    if (!isLoaded(section)) continue;
    next = Math.ceil(next / GAP) * GAP;
    places.set(section.index, next);
    next += section.size + GAP;
    if (!(next <= MAX_SIZE)) throw new FormatError('the sections of the module are larger than any', section.offset);
  }
  return places;
}

/** The loader frees these at once (kernel/module/main.c, rewrite_section_headers()). */
const NOT_KEPT = new Set(['.modinfo', '__versions', '__version_ext_crcs', '__version_ext_names']);

function isLoaded(section: ElfSection): boolean {
  return (section.flags & SHF_ALLOC) !== 0n && section.type !== SHT.NULL && !NOT_KEPT.has(section.name);
}

/** Gone when the module is up (module_init_section()). */
export function isInitSection(name: string): boolean {
  return name.startsWith('.init');
}
