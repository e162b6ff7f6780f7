import { ByteReader, FormatError } from '@tracefit/btf';
import { findLinkAddress } from './link-address';
import type { LoadedSegment } from './image-memory';
import { relocate } from './relocate';

/** `ARM\x64` at 0x38. */
const MAGIC = 0x644d5241;
const HEADER_SIZE = 64;
/** Bit 0 of the flags. */
const BIG_ENDIAN = 1n;
const MAX_SIZE = 1n << 30n;

/** What an arm64 Image is loaded as. */
export interface Arm64Image {
  readonly segment: LoadedSegment;
  readonly littleEndian: boolean;
  /** Where there may be instructions: link-time address and size. */
  readonly text: { readonly address: bigint; readonly size: number };
}

export function isArm64Image(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER_SIZE && new ByteReader(bytes).u32At(0x38) === MAGIC;
}

/**
 * Reads an arm64 boot image, the memory of the kernel as it is, behind a header of its own (Documentation/arch/arm64/booting.rst):
 *
 *     0x08 u64   text_offset: how far `_text` lies behind a 2 MiB boundary; 0 since 5.8
 *     0x10 u64   image_size, `.bss` included
 *     0x18 u64   flags, of which bit 0 is the byte order
 *     0x38 u32   magic
 *     0x3c u32   where the PE header is, if the first two bytes are `MZ`
 *
 * There are no sections and no symbols; where it is linked to is told by the pointers in it.
 *
 * @throws FormatError where its header is damaged, or its pointers do not tell where it belongs
 */
export function readArm64Image(bytes: Uint8Array): Arm64Image {
  const header = new ByteReader(bytes);
  const textOffset = header.u64At(8);
  const size = header.u64At(16);
  const littleEndian = (header.u64At(24) & BIG_ENDIAN) === 0n;
  if (size < BigInt(HEADER_SIZE) || size > MAX_SIZE) {
    throw new FormatError(`the arm64 image says it takes ${size} bytes of memory, which cannot be`, 16);
  }
  if (!littleEndian) throw new FormatError('big-endian arm64 images are not supported', 24);
  const content = bytes.subarray(0, Number(size));
  const boundary = findLinkAddress(content, Number(size));
  if (boundary === undefined) {
    throw new FormatError('the arm64 image has no pointers that tell where it is linked to', 0);
  }
  const address = boundary + (textOffset < 1n << 21n ? textOffset : 0n);
  return {
    segment: { address, bytes: relocate(content, address, Number(size)), size: Number(size) },
    littleEndian,
    text: { address, size: textSize(header) ?? Number(size) },
  };
}

const PE_MAGIC = 0x4550;
const SECTION_HEADER = 40;
const EXECUTABLE = 0x20000000;

/** Up to the end of the executable PE section, behind which there is only data; `undefined` without an EFI stub. */
function textSize(image: ByteReader): number | undefined {
  const at = image.u32At(0x3c);
  if (image.bytes[0] !== 0x4d || image.bytes[1] !== 0x5a || at > image.length - 256 || image.u32At(at) !== PE_MAGIC) {
    return undefined;
  }
  const sections = at + 24 + image.u16At(at + 20);
  for (let i = 0; i < image.u16At(at + 6); i++) {
    const section = sections + i * SECTION_HEADER;
    if (section + SECTION_HEADER > image.length) return undefined;
    const end = image.u32At(section + 8) + image.u32At(section + 12);
    if ((image.u32At(section + 36) & EXECUTABLE) !== 0 && end <= image.length) return end;
  }
  return undefined;
}
