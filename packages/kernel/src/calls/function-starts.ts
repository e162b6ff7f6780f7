import type { Address, KernelImage } from '../image/kernel-image';

/** The functions of an image by number, in the order of their addresses; several names of one address are one. */
export interface FunctionStarts {
  readonly count: number;
  /** The number of the function whose first byte lies at an address, or -1. Asked for every byte of the text: quick. */
  beginningAt(address: Address): number;
  /** The number of the function an address lies in: the last that begins at or before it; -1 before the first. */
  holding(address: Address): number;
  /** The first of a function's names that is not one of a section's bounds. */
  name(number: number): string;
  /** All names of a function. */
  names(number: number): readonly string[];
}

/** A section begins where its first function does, and ends where another's does. */
const SECTION_BOUND = /^(?:_[se](?:init)?text|__\w+text_(?:start|end)|__(?:start|stop)_\w+)$/;

export function mapFunctionStarts(image: KernelImage): FunctionStarts {
  const starts = image.functionStarts;
  const names: string[][] = Array.from(starts, () => []);
  const first = starts[0] ?? 0;
  const last = starts[starts.length - 1] ?? 0;
  // One bit for each byte of the text tells most addresses apart without a search.
  const bits = new Uint8Array(Math.ceil((last - first + 1) / 8));
  for (const start of starts)
    bits[(start - first) >> 3] = (bits[(start - first) >> 3] ?? 0) | (1 << ((start - first) & 7));
  const holding = (address: Address): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? Infinity) <= address) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  for (const { name, address } of image.functions) names[holding(address)]?.push(name);
  return {
    count: starts.length,
    beginningAt(address) {
      if (!(address >= first && address <= last)) return -1;
      const distance = address - first;
      return ((bits[distance >> 3] ?? 0) & (1 << (distance & 7))) === 0 ? -1 : holding(address);
    },
    holding,
    name: (number) => names[number]?.find((name) => !SECTION_BOUND.test(name)) ?? names[number]?.[0] ?? '',
    names: (number) => names[number] ?? [],
  };
}
