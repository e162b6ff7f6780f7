import type { Address, KernelImage } from '../image/kernel-image';
import type { ImageTypes } from './image-types';
import { byteOffsetOf } from './struct-layout';

/** Tells whether the kernel keeps the instruction at an address for itself, so that no kprobe may replace it. */
export type IsReserved = (address: Address) => boolean;

/** The tables of such instructions: the struct of an entry and its member that points at the instruction. */
const TABLES: readonly (readonly [struct: string, member: string, start: string, end: string])[] = [
  ['bug_entry', 'bug_addr_disp', '__start___bug_table', '__stop___bug_table'],
  ['jump_entry', 'code', '__start___jump_table', '__stop___jump_table'],
  ['static_call_site', 'addr', '__start_static_call_sites', '__stop_static_call_sites'],
];

/**
 * Reads where BUG and WARN, jump labels and static calls lie: check_kprobe_address_safe() (kernel/kprobes.c) refuses a
 * kprobe there. Only tables of 32-bit relative pointers are read, as x86, arm64 and riscv have them since 4.20.
 * @throws FormatError where a table leaves the image
 */
export function readReservedCode(image: KernelImage, types: ImageTypes): IsReserved {
  const reserved = new Set<Address>();
  for (const [name, member, start, end] of TABLES) {
    const struct = types.struct(name);
    const table = image.rangeOf(start, end);
    const at = struct && byteOffsetOf(struct, member);
    if (!struct || !table || at === undefined || struct.size < at + 4) continue;
    const bytes = image.read(table.start, table.end - table.start);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let entry = 0; entry + struct.size <= bytes.length; entry += struct.size) {
      reserved.add(table.start + entry + at + view.getInt32(entry + at, image.littleEndian));
    }
  }
  return (address) => reserved.has(entryOf(image, address));
}

const ENDBR64 = [0xf3, 0x0f, 0x1e, 0xfa];

/** Where a kprobe at a function's start goes: past the landing mark of indirect branches (arch_adjust_kprobe_addr()). */
function entryOf(image: KernelImage, address: Address): Address {
  if (image.arch !== 'x86_64' || !image.contains(address, 4)) return address;
  const first = image.read(address, 4);
  return ENDBR64.every((byte, index) => first[index] === byte) ? address + 4 : address;
}
