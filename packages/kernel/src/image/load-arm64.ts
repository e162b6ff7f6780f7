import { readArm64Image } from './arm64-image';
import { findBtf } from './find-btf';
import { createImageMemory } from './image-memory';
import type { SegmentMemory } from './image-memory';
import type { AddressRange } from './kernel-image';
import type { LoadedKernel, SymbolIndex } from './loaded-kernel';
import { findBuildId, readBuildId } from './notes';

/** Symbols that bound what an ELF file has sections for (arch/arm64/kernel/vmlinux.lds.S). */
const BOUNDS: Readonly<Record<string, readonly [start: string, end: string]>> = {
  '.exit.text': ['__exittext_begin', '__exittext_end'],
  '.notes': ['__start_notes', '__stop_notes'],
  '.BTF': ['__start_BTF', '__stop_BTF'],
};

/**
 * Loads an arm64 Image.
 * @throws FormatError where it is damaged
 */
export function loadArm64(bytes: Uint8Array): LoadedKernel {
  const { segment, littleEndian, text } = readArm64Image(bytes);
  const memory = createImageMemory([segment], { littleEndian, pointerSize: 8, text: [text] });
  const section = (name: string, index: SymbolIndex): AddressRange | undefined => {
    const bounds = BOUNDS[name];
    return bounds && index.rangeOf(...bounds);
  };
  const content = (name: string, index: SymbolIndex): Uint8Array | undefined => {
    const range = section(name, index);
    return range && memory.contains(range.start, range.end - range.start)
      ? memory.read(range.start, range.end - range.start)
      : undefined;
  };
  return {
    memory,
    arch: 'arm64',
    symtab: () => [],
    btfBytes: (index) => content('.BTF', index) ?? findBtf(segment.bytes),
    buildId: (index) => {
      const notes = content('.notes', index);
      return notes ? readBuildId(notes, littleEndian) : findBuildId(segment.bytes);
    },
    section,
    pointersRefused: (index) => (leadToFunctions(memory, index) ? undefined : REFUSED),
  };
}

const REFUSED =
  'the pointers in the arm64 image cannot be followed (their relocations were not found), so its tables were not read';

/** How many entries are looked at, and how far behind a function's first byte, or before it, they may point. */
const LOOKED_AT = 4096;
const NEAR = 16;

/**
 * Whether the pointers of the table of ftrace sites, which every kernel for tracing has, lead to functions: that the link address
 * was found and the relocations applied is proven by nothing else.
 */
function leadToFunctions(memory: SegmentMemory, index: SymbolIndex): boolean {
  const table = index.rangeOf('__start_mcount_loc', '__stop_mcount_loc');
  if (!table) return true;
  const places = new Set(index.functionStarts);
  const isNear = (address: number) => {
    for (let distance = -NEAR; distance <= NEAR; distance += 4) if (places.has(address + distance)) return true;
    return false;
  };
  const end = Math.min(table.end, table.start + LOOKED_AT * memory.pointerSize);
  let near = 0;
  let far = 0;
  for (
    let at = table.start;
    at + memory.pointerSize <= end && memory.contains(at, memory.pointerSize);
    at += memory.pointerSize
  ) {
    const target = memory.readPointer(at);
    if (target !== undefined && isNear(target)) near++;
    else far++;
  }
  return near >= far;
}
