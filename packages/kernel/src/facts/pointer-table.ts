import { FormatError } from '@tracefit/btf';
import type { Address, AddressRange, KernelImage } from '../image/kernel-image';

/** More entries than any table of a kernel has: the largest are the ftrace sites, 60,000 in a distribution's kernel. */
const MAX_ENTRIES = 4_000_000;

/**
 * The pointers of a table that lies between two symbols, in its order. Null pointers and pointers out of the image are
 * `undefined`, so that positions keep their meaning.
 * @throws FormatError where the table is not in the image, or larger than any
 */
export function readPointerTable(image: KernelImage, range: AddressRange, what: string): (Address | undefined)[] {
  const count = Math.floor((range.end - range.start) / image.pointerSize);
  if (count > MAX_ENTRIES) throw new FormatError(`${what} cannot have ${String(count)} entries`, 0);
  const bytes = image.read(range.start, count * image.pointerSize);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pointers: (Address | undefined)[] = [];
  for (let index = 0; index < count; index++) {
    const at = index * image.pointerSize;
    const value =
      image.pointerSize === 8
        ? view.getBigUint64(at, image.littleEndian)
        : BigInt(view.getUint32(at, image.littleEndian));
    const address = Number(value - image.base);
    pointers.push(value !== 0n && image.contains(address) ? address : undefined);
  }
  return pointers;
}
