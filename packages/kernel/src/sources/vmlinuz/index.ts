import { readKernelImage } from '../../image/read-kernel-image';
import { isArm64Image } from '../../image/arm64-image';
import type { KernelSource } from '../../kernel-source';
import { partFromImage } from '../../parts/part-from-image';
import { isBzImage } from '../../unpack/bz-image';
import { isEfiZboot } from '../../unpack/efi-zboot';
import { detectPacking } from '../../unpack/unpack';

/** A boot image, or any kernel packed whole; what is packed is seen when it is unpacked. */
export const vmlinuz: KernelSource = {
  id: 'vmlinuz',
  title: 'a vmlinuz boot image',
  detect: ({ path, bytes }) =>
    isBzImage(bytes) ||
    isArm64Image(bytes) ||
    isEfiZboot(bytes) ||
    (detectPacking(bytes) !== undefined && /vmlinu[xz]|(?:^|\/)(?:bz|z)?Image/.test(path)),
  async read({ bytes }, context) {
    return partFromImage(await readKernelImage(bytes, context), context);
  },
};
