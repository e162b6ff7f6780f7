import type { Address, AddressRange, KernelImage } from '../image/kernel-image';

/** Tables of functions that list them and call none of them. */
const LISTS: readonly (readonly [start: string, end: string])[] = [
  ['__start_mcount_loc', '__stop_mcount_loc'],
  ['__start_kprobe_blacklist', '__stop_kprobe_blacklist'],
  ['__start_error_injection_whitelist', '__stop_error_injection_whitelist'],
];

/**
 * So many pointers in a row are the ftrace sites too: where data has no symbols (without CONFIG_KALLSYMS_ALL) nothing else tells. Tables
 * that are called through have a few hundred: those of system calls.
 */
const LONG_LIST = 4096;

/** `r_info` of R_AARCH64_RELATIVE, which an addend follows: a pointer that lies elsewhere as well. */
const RELATIVE = 0x403;

/**
 * Visits every pointer in an image, aligned as pointers are: what any of them points at. Text is not left out: that of an arm64 image
 * has data in it.
 */
export function findAddressesInData(image: KernelImage, visit: (target: Address) => void): void {
  if (image.pointerSize !== 8 || !image.littleEndian) return;
  const lists = LISTS.flatMap(([start, end]) => image.rangeOf(start, end) ?? []);
  const hasRelocations = image.arch === 'arm64';
  const baseLow = Number(image.base & 0xffffffffn);
  const baseHigh = Number((image.base >> 32n) & 0xffffffffn);
  for (const segment of image.segments) {
    const { bytes } = segment;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let row: Address[] = [];
    const endRow = (): void => {
      if (row.length < LONG_LIST) for (const target of row) visit(target);
      row = [];
    };
    for (let at = segment.start % 8 === 0 ? 0 : 8 - (segment.start % 8); at + 8 <= bytes.length; at += 8) {
      const high = view.getUint32(at + 4, true) - baseHigh;
      // Pointers into the image differ from its base in the upper half by one at most.
      const isPointer = high === 0 || high === 1;
      const isRelocation = isPointer && hasRelocations && at >= 8 && view.getUint32(at - 8, true) === RELATIVE;
      if (!isPointer || isRelocation || isInAny(lists, segment.start + at)) {
        if (row.length > 0) endRow();
        continue;
      }
      const target = high * 0x1_0000_0000 + view.getUint32(at, true) - baseLow;
      row.push(target);
    }
    endRow();
  }
}

function isInAny(ranges: readonly AddressRange[], address: Address): boolean {
  for (const { start, end } of ranges) if (address >= start && address < end) return true;
  return false;
}
