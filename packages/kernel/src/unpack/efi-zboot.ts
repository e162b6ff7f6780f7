import { ByteReader } from '@tracefit/btf';
import type { BootPayload } from './bz-image';

/** `MZ`, two bytes of anything, `zimg`. */
export function isEfiZboot(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).toString('latin1').replace(/^MZ../s, '') === 'zimg';
}

/**
 * The packed kernel inside an EFI application that unpacks itself (CONFIG_EFI_ZBOOT, 6.1 and newer;
 * drivers/firmware/efi/libstub/zboot-header.S). arm64, riscv and loongarch have them.
 *
 *     0x00 "MZ"       0x04 "zimg"
 *     0x08 u32        where the payload begins in the file
 *     0x0c u32        its length, without the size that the build appends to it
 *     0x18 char[]     how it is packed: `gzip`, `zstd22`; its own first bytes say it as well
 *
 * @throws FormatError where the payload leaves the file
 */
export function readEfiZboot(bytes: Uint8Array): BootPayload {
  const reader = new ByteReader(bytes);
  const origin = reader.seek(8).u32('offset of the payload');
  const length = reader.u32('length of the payload');
  return { bytes: reader.slice(origin, length, 'the payload of the EFI zboot image').bytes, origin };
}
