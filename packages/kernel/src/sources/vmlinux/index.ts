import { readElf } from '@tracefit/btf';
import { isElf } from '../../image/find-kernel';
import { readKernelImage } from '../../image/read-kernel-image';
import type { KernelSource } from '../../kernel-source';
import { partFromImage } from '../../parts/part-from-image';
import { partFromBtfSection } from '../../parts/part-from-btf';

/** A kernel's ELF file; also one that has only `.BTF`, as BTFHub and `bpftool` make them. */
export const vmlinux: KernelSource = {
  id: 'vmlinux',
  title: 'a vmlinux ELF file',
  detect: ({ bytes }) => isElf(bytes),
  async read({ bytes }, context) {
    const elf = readElf(bytes);
    if (elf.segments.length === 0) return partFromBtfSection(elf, context);
    return partFromImage(await readKernelImage(bytes, context), context);
  },
};
