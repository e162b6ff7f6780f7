const ENTRY = 24;
/** R_AARCH64_RELATIVE, without a symbol: `r_info` of all entries of a kernel. */
const RELATIVE = Buffer.from([0x03, 0x04, 0, 0, 0, 0, 0, 0]);
/** A single entry might be chance. */
const LEAST = 2;

/**
 * Fills in the pointers that the image leaves to its start-up code (`.rela.dyn`, CONFIG_RELOCATABLE; the linker is told not to
 * fill them in, arch/arm64/Makefile). Nothing says where the table is: it is every run of `Elf64_Rela` of which all places and targets
 * lie in the image. Pointers in the shorter form (`.relr.dyn`, CONFIG_RELR) have their link-time values already.
 *
 * @param address where the image is linked to
 * @param size bytes of memory it takes, `.bss` included
 * @returns the image itself where there is nothing to fill in, else a copy
 */
export function relocate(image: Uint8Array, address: bigint, size: number): Uint8Array {
  const source = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  let filled: Buffer | undefined;
  const distance = (at: number) => {
    const value = source.readBigUInt64LE(at) - address;
    return value >= 0n && value <= BigInt(size) ? Number(value) : undefined;
  };
  const isEntry = (at: number) => {
    if (at < 0 || at + ENTRY > source.length || source.compare(RELATIVE, 0, 8, at + 8, at + 16) !== 0) return false;
    const place = distance(at);
    return place !== undefined && place + 8 <= image.length && distance(at + 16) !== undefined;
  };
  for (let found = source.indexOf(RELATIVE); found >= 0;) {
    const start = found - 8;
    let end = start;
    while (isEntry(end)) end += ENTRY;
    if (end - start >= LEAST * ENTRY) {
      filled ??= Buffer.from(source);
      for (let at = start; at < end; at += ENTRY) source.copy(filled, distance(at), at + 16, at + 24);
    }
    found = source.indexOf(RELATIVE, Math.max(end, found + 1));
  }
  return filled ?? image;
}
