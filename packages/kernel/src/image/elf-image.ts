import { FormatError, PT, readElf, SHT } from '@tracefit/btf';
import type { Elf } from '@tracefit/btf';
import { addressFrom, createImageMemory } from './image-memory';
import type { LoadedSegment, SegmentMemory } from './image-memory';
import type { AddressRange } from './kernel-image';
import type { LoadedKernel } from './loaded-kernel';
import { archOf } from './machine';
import { readBuildId } from './notes';
import { readSymtab } from './symtab';

/** Flags of `sh_flags`. */
const SHF_WRITE = 1n;
const SHF_ALLOC = 2n;
const SHF_EXECINSTR = 4n;

/**
 * Loads the ELF file of a kernel.
 * @throws FormatError where it is damaged
 */
export function loadElf(bytes: Uint8Array): LoadedKernel {
  const elf = readElf(bytes);
  const memory = createImageMemory(loadedSegments(elf), {
    littleEndian: elf.littleEndian,
    pointerSize: elf.is64 ? 8 : 4,
    text: textParts(elf),
  });
  return {
    memory,
    arch: archOf(elf),
    symtab: () => readSymtab(elf, memory),
    btfBytes: () => elf.section('.BTF')?.bytes,
    buildId: () => findBuildId(elf),
    section: (name) => sectionRange(elf, memory, name),
  };
}

function loadedSegments(elf: Elf): LoadedSegment[] {
  return elf.segments
    .filter((segment) => segment.type === PT.LOAD && segment.memsz > 0n)
    .map(({ vaddr, bytes, memsz }) => {
      if (memsz > BigInt(0xffffffff)) throw new FormatError('a segment of the kernel is too large', 0);
      return { address: vaddr, bytes, size: Number(memsz) };
    });
}

/**
 * Sections that are executed and not written; where the file has no sections, segments. Segments alone say too little: that of
 * `.init.text` is not executable on x86-64 since 6.16.
 */
function textParts(elf: Elf): { readonly address: bigint; readonly size: number }[] {
  const sections = elf.sections
    .filter(({ flags }) => (flags & (SHF_ALLOC | SHF_EXECINSTR | SHF_WRITE)) === (SHF_ALLOC | SHF_EXECINSTR))
    .map(({ addr, size }) => ({ address: addr, size }));
  if (sections.length > 0) return sections;
  return elf.segments
    .filter(({ type, flags }) => type === PT.LOAD && (flags & 1) !== 0)
    .map(({ vaddr, memsz }) => ({ address: vaddr, size: Number(memsz) }));
}

function findBuildId(elf: Elf): string | undefined {
  for (const section of elf.sections) {
    if (section.type !== SHT.NOTE) continue;
    const id = readBuildId(section.bytes, elf.littleEndian);
    if (id !== undefined) return id;
  }
  return undefined;
}

function sectionRange(elf: Elf, memory: SegmentMemory, name: string): AddressRange | undefined {
  const section = elf.section(name);
  if (!section || (section.flags & SHF_ALLOC) === 0n) return undefined;
  const start = addressFrom(memory.base, section.addr, memory.pointerSize);
  return { start, end: start + section.size };
}
