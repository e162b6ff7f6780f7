import type { Address, ImageSymbol, KernelImage } from '../image/kernel-image';

/** A symbol's stretch of memory as the kernel sees it: from its address to the next symbol of another address. */
export interface SymbolExtent {
  readonly start: Address;
  readonly end: Address;
  /** The name the kernel prints for every address in it: of several symbols at `start` the first of the table. */
  readonly name: string;
}

/**
 * What kallsyms_lookup_size_offset() and lookup_symbol_name() answer for an address of the image: all symbols count,
 * data and padding included, and one of several names at an address stands for all (kernel/kallsyms.c, get_symbol_pos).
 */
export interface SymbolMap {
  /** The extent an address lies in; `undefined` before the first symbol. */
  at(address: Address): SymbolExtent | undefined;
}

/** Makes the map; costs one sort of all symbols. */
export function mapSymbols(image: KernelImage): SymbolMap {
  const placed = image.symbols.filter((symbol) => !symbol.absolute);
  const sorted = isAscending(placed) ? placed : placed.toSorted((a, b) => a.address - b.address);
  const firsts = sorted.filter((symbol, index) => symbol.address !== sorted[index - 1]?.address);
  const starts = Float64Array.from(firsts, (symbol) => symbol.address);
  return {
    at(address) {
      const index = lastAtOrBefore(starts, address);
      const symbol = firsts[index];
      if (!symbol) return undefined;
      return { start: symbol.address, end: starts[index + 1] ?? symbol.address + 1, name: symbol.name };
    },
  };
}

/** The index of the last number of an ascending list that is not above `value`; -1 where all are. */
export function lastAtOrBefore(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function isAscending(symbols: readonly ImageSymbol[]): boolean {
  return symbols.every((symbol, index) => index === 0 || (symbols[index - 1]?.address ?? 0) <= symbol.address);
}
