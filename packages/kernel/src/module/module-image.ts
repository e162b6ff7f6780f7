import type { ImageSymbol, KernelImage } from '../image/kernel-image';
import type { ModuleInfo } from './modinfo';

/** A symbol of a module, as kallsyms lists it while the module is loaded. */
export interface ModuleSymbol extends ImageSymbol {
  /** The ELF section it lies in: `.init.text`. */
  readonly section: string;
}

/**
 * A module as if it were loaded behind an image of its own: its sections laid out one behind the other, and what of them
 * holds pointers relocated. Pointers into the kernel or into other modules lead nowhere.
 */
export interface ModuleImage extends KernelImage {
  readonly info: ModuleInfo;
  readonly symbols: readonly ModuleSymbol[];
  /** The `.BTF.base` section: what `.BTF` refers to, where the module was built apart from its kernel (6.11 and newer). */
  readonly btfBaseBytes?: Uint8Array;
}
