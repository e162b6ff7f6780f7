import { ByteReader, FormatError } from '@tracefit/btf';

/** `HdrS` at 0x202 of an x86 boot image. */
const HEADER_MAGIC = 0x53726448;
/** The boot protocol that brought `payload_offset` and `payload_length` (2.6.26). */
const PAYLOAD_PROTOCOL = 0x0208;

export function isBzImage(bytes: Uint8Array): boolean {
  return (
    bytes.length > 0x250 &&
    bytes[0x1fe] === 0x55 &&
    bytes[0x1ff] === 0xaa &&
    new ByteReader(bytes).seek(0x202).u32() === HEADER_MAGIC
  );
}

export interface BootPayload {
  readonly bytes: Uint8Array;
  /** Where it begins in the file. */
  readonly origin: number;
}

/**
 * The packed kernel inside an x86 boot image (Documentation/arch/x86/boot.rst).
 *
 *     0x1f1 setup_sects u8    512-byte sectors of real mode code behind the first; 0 means 4
 *     0x206 version u16       of the boot protocol
 *     0x248 payload_offset    u32, from the start of the protected mode code at (setup_sects + 1) * 512
 *     0x24c payload_length    u32
 *
 * @throws FormatError where it is too old or its payload leaves the file
 */
export function readBzImage(bytes: Uint8Array): BootPayload {
  const reader = new ByteReader(bytes);
  const setupSectors = reader.seek(0x1f1).u8() || 4;
  const protocol = reader.seek(0x206).u16();
  if (protocol < PAYLOAD_PROTOCOL) {
    throw new FormatError(`the boot image is of protocol ${protocol >> 8}.${protocol & 0xff}, older than 2.8`, 0x206);
  }
  const offset = reader.seek(0x248).u32();
  const length = reader.u32();
  const origin = (setupSectors + 1) * 512 + offset;
  return { bytes: reader.slice(origin, length, 'the payload of the boot image').bytes, origin };
}

/**
 * The payload without the 4 bytes of unpacked size that the build appends for the packings whose own format does not end
 * with it (kernel: scripts/Makefile.lib, `size_append`); gzip has it as its last word already.
 */
export function withoutSizeWord(payload: Uint8Array): Uint8Array {
  return payload.subarray(0, Math.max(payload.length - 4, 0));
}
