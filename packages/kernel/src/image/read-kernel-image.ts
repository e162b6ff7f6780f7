import { FormatError, PT, readElf, SHT } from '@tracefit/btf';
import type { Elf } from '@tracefit/btf';
import type { ReadContext } from '../kernel-source';
import { findElf } from './find-elf';
import { addressFrom, createImageMemory } from './image-memory';
import type { LoadedSegment, SegmentMemory } from './image-memory';
import { indexSymbols } from './index-symbols';
import { readKallsyms } from './kallsyms/read-kallsyms';
import type { AddressRange, ImageSymbol, KernelImage } from './kernel-image';
import { archOf } from './machine';
import { readBuildId } from './notes';
import { readSymtab } from './symtab';

/** Flags of `sh_flags`. */
const SHF_WRITE = 1n;
const SHF_ALLOC = 2n;
const SHF_EXECINSTR = 4n;

/**
 * Reads a kernel: a boot image (bzImage), a vmlinux, or either packed.
 * @throws FormatError where it is damaged, or is no kernel that can be read; damage in the symbol table is a note
 */
export async function readKernelImage(bytes: Uint8Array, context: ReadContext): Promise<KernelImage> {
  const elf = readElf(await findElf(bytes, context));
  const pointerSize = elf.is64 ? 8 : 4;
  const { littleEndian } = elf;
  const memory = createImageMemory(loadedSegments(elf), { littleEndian, pointerSize, text: textParts(elf) });
  const notes: string[] = [];
  context.progress('reading the symbols');
  const { symbols, symbolSource } = readSymbols(elf, memory, notes);
  const index = indexSymbols(symbols, memory);
  const btfBytes = elf.section('.BTF')?.bytes;
  if (!btfBytes) notes.push('the kernel has no BTF (built without CONFIG_DEBUG_INFO_BTF)');
  const banner = findBanner(memory, index.addressOf('linux_banner'));
  const buildId = findBuildId(elf);
  return {
    ...memory,
    ...index,
    arch: archOf(elf),
    ...(banner === undefined ? {} : { banner }),
    ...(buildId === undefined ? {} : { buildId }),
    ...(btfBytes === undefined ? {} : { btfBytes }),
    symbolSource,
    symbols,
    section: (name) => sectionRange(elf, memory, name),
    notes,
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

function readSymbols(
  elf: Elf,
  memory: SegmentMemory,
  notes: string[],
): { readonly symbols: readonly ImageSymbol[]; readonly symbolSource: KernelImage['symbolSource'] } {
  const kallsyms = readKallsyms(memory);
  if (kallsyms.symbols) return { symbols: kallsyms.symbols, symbolSource: 'kallsyms' };
  notes.push(kallsyms.refused);
  const symbols = readSymtab(elf, memory);
  return { symbols, symbolSource: symbols.length > 0 ? 'symtab' : 'none' };
}

/** No banner is longer. */
const MAX_BANNER = 1024;

/** By its symbol, else by its words: without CONFIG_KALLSYMS_ALL data has no symbols. */
function findBanner(memory: SegmentMemory, address: number | undefined): string | undefined {
  const known = address === undefined ? undefined : bannerAt(memory.readString(address));
  if (known !== undefined) return known;
  for (const { bytes } of memory.segments) {
    const segment = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = segment.indexOf('Linux version '); at >= 0; at = segment.indexOf('Linux version ', at + 1)) {
      const length = segment.subarray(at, at + MAX_BANNER).indexOf(0);
      const banner = length < 0 ? undefined : bannerAt(segment.toString('utf8', at, at + length));
      if (banner !== undefined) return banner;
    }
  }
  return undefined;
}

/** The same words begin other strings, with `%s` for the values. */
function bannerAt(text: string): string | undefined {
  return /^Linux version \d[^\n%]*\n?$/.test(text) ? text.trimEnd() : undefined;
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
