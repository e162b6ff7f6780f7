import type { ReadContext } from '../kernel-source';
import { isArm64Image } from './arm64-image';
import { loadElf } from './elf-image';
import { findKernel } from './find-kernel';
import type { SegmentMemory } from './image-memory';
import { indexSymbols } from './index-symbols';
import { readKallsyms } from './kallsyms/read-kallsyms';
import type { ImageSymbol, KernelImage } from './kernel-image';
import { loadArm64 } from './load-arm64';
import type { LoadedKernel, SymbolIndex } from './loaded-kernel';
import { findPointerRuns } from './pointer-runs';

/**
 * Reads a kernel: a boot image (bzImage, arm64 Image, EFI zboot), a vmlinux, or one of them packed.
 * @throws FormatError where it is damaged, or is no kernel that can be read; damage in the symbol table is a note
 */
export async function readKernelImage(bytes: Uint8Array, context: ReadContext): Promise<KernelImage> {
  const found = await findKernel(bytes, context);
  const kernel = isArm64Image(found) ? loadArm64(found) : loadElf(found);
  const { memory } = kernel;
  const notes: string[] = [];
  context.progress('reading the symbols');
  const { symbols, symbolSource } = readSymbols(kernel, notes);
  const index = indexSymbols(symbols, memory);
  const btfBytes = kernel.btfBytes(index);
  if (!btfBytes) notes.push('the kernel has no BTF (built without CONFIG_DEBUG_INFO_BTF)');
  const banner = findBanner(memory, index.addressOf('linux_banner'));
  const buildId = kernel.buildId(index);
  const refused = kernel.pointersRefused?.(index);
  if (refused !== undefined) notes.push(refused);
  return {
    ...memory,
    ...index,
    ...(refused === undefined ? {} : WITHOUT_TABLES),
    pointersKnown: refused === undefined,
    arch: kernel.arch,
    ...(banner === undefined ? {} : { banner }),
    ...(buildId === undefined ? {} : { buildId }),
    ...(btfBytes === undefined ? {} : { btfBytes }),
    symbolSource,
    symbols,
    section: (name) => kernel.section(name, index),
    pointerRuns: (least) => (refused === undefined ? findPointerRuns(memory, least) : []),
    notes,
  };
}

/** What is bounded by symbols is not found, so that no fact is read from tables whose pointers say nothing. */
const WITHOUT_TABLES: Pick<SymbolIndex, 'addressOf' | 'rangeOf'> = {
  addressOf: () => undefined,
  rangeOf: () => undefined,
};

function readSymbols(
  { memory, symtab }: LoadedKernel,
  notes: string[],
): { readonly symbols: readonly ImageSymbol[]; readonly symbolSource: KernelImage['symbolSource'] } {
  const kallsyms = readKallsyms(memory);
  if (kallsyms.symbols) return { symbols: kallsyms.symbols, symbolSource: 'kallsyms' };
  notes.push(kallsyms.refused);
  const symbols = symtab();
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
