import { readBtf } from '@tracefit/btf';
import type { KernelSource } from '../../kernel-source';
import { partFromBtf } from '../../parts/part-from-btf';

/** Raw BTF, as `/sys/kernel/btf/vmlinux` gives it. */
export const btf: KernelSource = {
  id: 'btf',
  title: 'raw BTF (/sys/kernel/btf/vmlinux)',
  // struct btf_header begins with 0xeb9f in the byte order of the machine, and version 1.
  detect: ({ bytes }) =>
    bytes[2] === 1 && ((bytes[0] === 0x9f && bytes[1] === 0xeb) || (bytes[0] === 0xeb && bytes[1] === 0x9f)),
  read: ({ bytes }, context) => partFromBtf(readBtf(bytes), context),
};
