import type { SegmentMemory } from './image-memory';
import type { indexSymbols } from './index-symbols';
import type { AddressRange, ImageSymbol } from './kernel-image';

/** The symbols of a kernel, by name. */
export type SymbolIndex = ReturnType<typeof indexSymbols>;

/** A kernel in memory, and what its file says beside its own tables. */
export interface LoadedKernel {
  readonly memory: SegmentMemory;
  /** In the words of `KernelIdentity`. */
  readonly arch: string;
  /** The symbols of its file, for a kernel that lists none itself; by address. */
  symtab(): ImageSymbol[];
  btfBytes(index: SymbolIndex): Uint8Array | undefined;
  buildId(index: SymbolIndex): string | undefined;
  section(name: string, index: SymbolIndex): AddressRange | undefined;
  /** Why pointers in its memory cannot be followed; `undefined`: they can. */
  pointersRefused?(index: SymbolIndex): string | undefined;
}
