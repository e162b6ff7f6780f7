import { FormatError } from '@tracefit/btf';
import type { ReadContext } from '../kernel-source';
import { isBzImage, readBzImage, withoutSizeWord } from '../unpack/bz-image';
import { isEfiZboot, readEfiZboot } from '../unpack/efi-zboot';
import { detectPacking, unpack } from '../unpack/unpack';
import { isArm64Image } from './arm64-image';

/** A file that is packed in a packed file and so on is not a kernel. */
const MAX_DEPTH = 3;

export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/**
 * The kernel as it is loaded, an ELF file or an arm64 Image: from a boot image, a packed file, or as it is.
 * @throws FormatError where there is none, or it is packed or wrapped in a way that is not supported
 */
export async function findKernel(bytes: Uint8Array, context: ReadContext): Promise<Uint8Array> {
  let current = bytes;
  let hasSizeWord = false;
  let origin = 0;
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    if (isElf(current) || isArm64Image(current)) return current;
    if (isBzImage(current)) {
      const payload = readBzImage(current);
      [current, hasSizeWord, origin] = [payload.bytes, true, payload.origin];
      continue;
    }
    if (isEfiZboot(current)) {
      const payload = readEfiZboot(current);
      [current, hasSizeWord, origin] = [payload.bytes, false, payload.origin];
      continue;
    }
    const packing = detectPacking(current);
    if (packing === undefined) break;
    context.progress(`unpacking ${packing}`);
    const stripped: Uint8Array = hasSizeWord && packing !== 'gzip' ? withoutSizeWord(current) : current;
    [current, hasSizeWord, origin] = [await unpack(stripped, packing, context, origin), false, 0];
  }
  throw new FormatError(describe(current), origin);
}

function describe(bytes: Uint8Array): string {
  const has = (at: number, text: string) =>
    Buffer.from(bytes.subarray(at, at + text.length)).toString('latin1') === text;
  if (has(0x38, 'RSC\x05')) {
    return 'riscv boot images (Image) are not supported yet, only vmlinux, x86 and arm64 boot images';
  }
  return 'there is no kernel in it, neither an ELF file nor an x86 or arm64 boot image';
}
