import type { Address, AddressRange, KernelImage } from '../image/kernel-image';

/** Tables of functions that list them and call none of them. */
const LISTS: readonly (readonly [start: string, end: string])[] = [
  ['__start_mcount_loc', '__stop_mcount_loc'],
  ['__start_kprobe_blacklist', '__stop_kprobe_blacklist'],
  ['__start_error_injection_whitelist', '__stop_error_injection_whitelist'],
];

/**
 * Visits every pointer in an image, aligned as pointers are: what any of them points at. Text is not left out: that of an arm64 image
 * has data in it.
 */
export function findAddressesInData(image: KernelImage, visit: (target: Address) => void): void {
  if (image.pointerSize !== 8 || !image.littleEndian) return;
  const lists = LISTS.flatMap(([start, end]) => image.rangeOf(start, end) ?? []);
  const baseLow = Number(image.base & 0xffffffffn);
  const baseHigh = Number((image.base >> 32n) & 0xffffffffn);
  for (const segment of image.segments) {
    const { bytes } = segment;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = segment.start % 8 === 0 ? 0 : 8 - (segment.start % 8); at + 8 <= bytes.length; at += 8) {
      const high = view.getUint32(at + 4, true) - baseHigh;
      // Pointers into the image differ from its base in the upper half by one at most.
      if (high !== 0 && high !== 1) continue;
      if (isInAny(lists, segment.start + at)) continue;
      visit(high * 0x1_0000_0000 + view.getUint32(at, true) - baseLow);
    }
  }
}

function isInAny(ranges: readonly AddressRange[], address: Address): boolean {
  for (const { start, end } of ranges) if (address >= start && address < end) return true;
  return false;
}
