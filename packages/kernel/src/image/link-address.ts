/** Kernels are linked to a multiple of this (include/asm/boot.h of arm64: MIN_KIMG_ALIGN). */
const ALIGNMENT_BITS = 21;
const BLOCKS_PER_HIGH_WORD = 1 << (32 - ALIGNMENT_BITS);
/** The upper half of a kernel's address begins with 16 set bits. */
const KERNEL_SPACE = 0xffff0000;
/** Fewer pointers into the first block, among all that there are, are chance. */
const LEAST_SHARE = 1 / 10_000;
const LEAST = 16;

/**
 * Where an image without an ELF header is linked to: the start of the stretch of `size` bytes into which most of its words point.
 * A kernel has a hundred thousand pointers to itself, in its tables or, where they still have to be relocated, in the
 * relocations. `undefined` where too few agree.
 */
export function findLinkAddress(image: Uint8Array, size: number): bigint | undefined {
  const blocks = countPointers(image);
  const starts = [...blocks.keys()].sort((a, b) => a - b);
  const width = Math.ceil(size / (1 << ALIGNMENT_BITS));
  let best = { first: 0, sum: 0 };
  let sum = 0;
  let first = 0;
  for (const last of starts) {
    sum += blocks.get(last) ?? 0;
    for (let start = starts[first]; start !== undefined && last - start >= width; start = starts[++first]) {
      sum -= blocks.get(start) ?? 0;
    }
    if (sum > best.sum) best = { first, sum };
  }
  const least = Math.max(LEAST, best.sum * LEAST_SHARE);
  const base = starts.slice(best.first, best.first + width).find((block) => (blocks.get(block) ?? 0) >= least);
  return base === undefined ? undefined : addressOf(base);
}

/** How many words of the image point into each block of 2 MiB of kernel space. */
function countPointers(image: Uint8Array): Map<number, number> {
  const words = new Uint32Array(
    image.byteOffset % 4 === 0 ? image.buffer : Uint8Array.from(image).buffer,
    image.byteOffset % 4 === 0 ? image.byteOffset : 0,
    image.length >>> 2,
  );
  const blocks = new Map<number, number>();
  for (let at = 1; at < words.length; at += 2) {
    const high = words[at] ?? 0;
    if (high < KERNEL_SPACE) continue;
    const low = words[at - 1] ?? 0;
    const block = (high - KERNEL_SPACE) * BLOCKS_PER_HIGH_WORD + (low >>> ALIGNMENT_BITS);
    blocks.set(block, (blocks.get(block) ?? 0) + 1);
  }
  return blocks;
}

function addressOf(block: number): bigint {
  return (BigInt(KERNEL_SPACE) << 32n) + (BigInt(block) << BigInt(ALIGNMENT_BITS));
}
