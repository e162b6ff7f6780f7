import { FormatError } from '@tracefit/btf';
import type { Address, AddressRange, ImageMemory, LoadedBytes } from './kernel-image';

/** A part of the file that is loaded to a place. */
export interface LoadedSegment {
  /** The link-time address. */
  readonly address: bigint;
  /** What the file has of it; the rest up to `size` is zero. */
  readonly bytes: Uint8Array;
  readonly size: number;
}

interface Stretch {
  readonly start: Address;
  readonly end: Address;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** What the reader of the image needs beyond what users of it do. */
export interface SegmentMemory extends ImageMemory {
  readonly segments: readonly LoadedBytes[];
  /** Where instructions are, ascending. */
  readonly textRanges: readonly AddressRange[];
  /** Whether an address lies in one of `textRanges`. */
  isText(address: Address): boolean;
}

const MAX_STRING = 64 * 1024;
/** A zero-filled stretch is made when it is read; more than this at once is a damaged size. */
const MAX_ZEROS = 16 * 1024 * 1024;

/**
 * The memory of an image from its segments; addresses count from the first one.
 * @throws FormatError where there is no segment
 */
export function createImageMemory(
  segments: readonly LoadedSegment[],
  options: {
    readonly littleEndian: boolean;
    readonly pointerSize: 4 | 8;
    /** Link-time addresses. */
    readonly text: readonly { readonly address: bigint; readonly size: number }[];
  },
): SegmentMemory {
  const { littleEndian, pointerSize } = options;
  const base = segments[0]?.address;
  if (base === undefined) throw new FormatError('the kernel has no segment that is loaded', 0);
  const stretches = segments.map((segment): Stretch => {
    const { bytes } = segment;
    const start = addressFrom(base, segment.address, pointerSize);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { start, end: start + Math.max(segment.size, bytes.length), bytes, view };
  });

  const textRanges = options.text
    .map(({ address, size }): AddressRange => {
      const start = addressFrom(base, address, pointerSize);
      return { start, end: start + size };
    })
    .sort((a, b) => a.start - b.start);

  const find = (address: Address, length: number) =>
    stretches.find((s) => address >= s.start && length >= 0 && address + length <= s.end);
  const locate = (address: Address, length: number): Stretch => {
    const stretch = Number.isSafeInteger(address) ? find(address, length) : undefined;
    if (stretch) return stretch;
    throw new FormatError(
      `${length} bytes at ${printAddress(base, address, pointerSize)} are not in the kernel image`,
      0,
    );
  };
  const read = (address: Address, length: number): Uint8Array => {
    const { start, bytes } = locate(address, length);
    const offset = address - start;
    if (offset + length <= bytes.length) return bytes.subarray(offset, offset + length);
    if (length > MAX_ZEROS) throw new FormatError('a part of the kernel image without content is too long', 0);
    const filled = new Uint8Array(length);
    filled.set(bytes.subarray(Math.min(offset, bytes.length)));
    return filled;
  };
  const readUnsigned = (address: Address, size: 1 | 2 | 4 | 8): number => {
    const { start, bytes, view } = locate(address, size);
    const offset = address - start;
    if (offset + size > bytes.length) return unsigned(viewOf(read(address, size)), 0, size, littleEndian);
    return unsigned(view, offset, size, littleEndian);
  };

  return {
    base,
    littleEndian,
    pointerSize,
    segments: stretches,
    textRanges,
    isText(address) {
      for (const { start, end } of textRanges) if (address >= start && address < end) return true;
      return false;
    },
    contains: (address, length = 1) => find(address, length) !== undefined,
    read,
    readString(address) {
      const { start, bytes } = locate(address, 1);
      const offset = address - start;
      if (offset >= bytes.length) return '';
      const length = bytes.subarray(offset, offset + MAX_STRING).indexOf(0);
      if (length < 0) {
        throw new FormatError(`the string at ${printAddress(base, address, pointerSize)} does not end`, 0);
      }
      return Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString('utf8');
    },
    readPointer(address) {
      const { start, bytes, view } = locate(address, pointerSize);
      const offset = address - start;
      if (offset + pointerSize > bytes.length) return undefined;
      const value = pointerSize === 8 ? view.getBigUint64(offset, littleEndian) : view.getUint32(offset, littleEndian);
      if (Number(value) === 0) return undefined;
      const target = addressFrom(base, BigInt(value), pointerSize);
      return find(target, 1) ? target : undefined;
    },
    readUnsigned,
  };
}

/** The distance of a link-time address from `base`, wrapped as the machine's addresses wrap. */
export function addressFrom(base: bigint, linkTime: bigint, pointerSize: 4 | 8): Address {
  return Number(BigInt.asIntN(pointerSize * 8, linkTime - base));
}

/** The link-time address in hex: `0xffffffff81000000`. */
export function printAddress(base: bigint, address: Address, pointerSize: 4 | 8): string {
  const linkTime = BigInt.asUintN(pointerSize * 8, base + BigInt(Math.trunc(address)));
  return `0x${linkTime.toString(16)}`;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function unsigned(view: DataView, offset: number, size: 1 | 2 | 4 | 8, littleEndian: boolean): number {
  switch (size) {
    case 1:
      return view.getUint8(offset);
    case 2:
      return view.getUint16(offset, littleEndian);
    case 4:
      return view.getUint32(offset, littleEndian);
    case 8: {
      const value = view.getBigUint64(offset, littleEndian);
      if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
        throw new FormatError(`the number 0x${value.toString(16)} in the kernel image is too large`, 0);
      }
      return Number(value);
    }
  }
}
