import { FormatError } from '@tracefit/btf';
import type { StructDef } from '@tracefit/model';
import type { Address, KernelImage } from '../image/kernel-image';
import type { ImageTypes } from './image-types';
import { readPointerTable } from './pointer-table';
import { byteOffsetOf, placeOf } from './struct-layout';
import { copiedParams } from './syscall-user-data';
import type { SymbolMap } from './symbol-map';

/** One system call as SYSCALL_DEFINEn describes it (struct syscall_metadata, include/trace/syscall.h). */
export interface SyscallMetadata {
  /** With its prefix: `sys_openat`. */
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly type: string }[];
  /** Positions of the parameters whose user memory its event copies, from 0. */
  readonly copied: readonly number[];
  /** Whether the machine's table of system calls has it; only then does the kernel make its events. */
  readonly mapped: boolean;
}

/** No system call of Linux takes more. */
const MAX_PARAMS = 6;

/**
 * Reads `__start_syscalls_metadata .. __stop_syscalls_metadata`; `undefined` where the image has no such table, or its
 * layout is not known. Entries that lead nowhere are left out.
 * @throws FormatError where the table leaves the image
 */
export function readSyscallMetadata(
  image: KernelImage,
  types: ImageTypes,
  symbols: SymbolMap,
): SyscallMetadata[] | undefined {
  const range = image.rangeOf('__start_syscalls_metadata', '__stop_syscalls_metadata');
  const layout = readLayout(types);
  if (!range || !layout) return undefined;
  const mapped = readMappedNames(image, symbols);
  const found: SyscallMetadata[] = [];
  for (const at of readPointerTable(image, range, 'the table of system calls')) {
    const entry = at === undefined ? undefined : readEntry(image, layout, at);
    if (entry) found.push({ ...entry, mapped: mapped?.has(entry.name) ?? true });
  }
  return found;
}

interface Layout {
  readonly name: number;
  readonly types: number;
  readonly args: number;
  /** Whether this kernel copies user memory into events at all. */
  readonly copies: boolean;
  readonly count: { readonly offset: number; readonly size: 1 | 4; readonly mask: number };
}

function readLayout(types: ImageTypes): Layout | undefined {
  const struct = types.struct('syscall_metadata');
  if (!struct) return undefined;
  const [name, typesAt, args] = ['name', 'types', 'args'].map((member) => byteOffsetOf(struct, member));
  const count = readCountPlace(struct);
  if (name === undefined || typesAt === undefined || args === undefined || !count) return undefined;
  return { name, types: typesAt, args, count, copies: placeOf(struct, 'user_mask') !== undefined };
}

/** `nb_args` is an int, and since 6.19 a bit field that begins its byte. */
function readCountPlace(struct: StructDef): Layout['count'] | undefined {
  const place = placeOf(struct, 'nb_args');
  if (!place || place.bitOffset % 8 !== 0) return undefined;
  const offset = place.bitOffset / 8;
  if (place.bitSize === undefined) return { offset, size: 4, mask: 0xffffffff };
  return place.bitSize < 8 ? { offset, size: 1, mask: (1 << place.bitSize) - 1 } : undefined;
}

function readEntry(image: KernelImage, layout: Layout, at: Address): Omit<SyscallMetadata, 'mapped'> | undefined {
  try {
    const nameAt = image.readPointer(at + layout.name);
    const count = image.readUnsigned(at + layout.count.offset, layout.count.size) & layout.count.mask;
    if (nameAt === undefined || count > MAX_PARAMS) return undefined;
    const names = readStrings(image, image.readPointer(at + layout.args), count);
    const types = readStrings(image, image.readPointer(at + layout.types), count);
    if (!names || !types) return undefined;
    const params = names.map((name, index) => ({ name, type: types[index] ?? '' }));
    const name = image.readString(nameAt);
    const copied = layout.copies ? copiedParams(name.replace(/^sys_/, '')) : [];
    return { name, params, copied: copied.filter((position) => position < count) };
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function readStrings(image: KernelImage, at: Address | undefined, count: number): string[] | undefined {
  if (count === 0) return [];
  if (at === undefined) return undefined;
  const table = { start: at, end: at + count * image.pointerSize };
  const strings: string[] = [];
  for (const pointer of readPointerTable(image, table, 'the parameters of a system call')) {
    if (pointer === undefined) return undefined;
    strings.push(image.readString(pointer));
  }
  return strings;
}

/**
 * The names of `sys_call_table`'s functions, as find_syscall_meta() (kernel/trace/trace_syscalls.c) matches them with
 * the metadata: the architecture's prefix does not count (arch_syscall_match_sym_name()). No symbol says where the table ends.
 */
function readMappedNames(image: KernelImage, symbols: SymbolMap): Set<string> | undefined {
  const start = image.addressOf('sys_call_table');
  const end = start === undefined ? undefined : symbols.at(start)?.end;
  const range =
    start !== undefined && end !== undefined ? { start, end } : image.rangeOf('sys_call_table', 'sys_call_table_end');
  if (!range) return undefined;
  const names = new Set<string>();
  for (const target of readPointerTable(image, range, 'the system call table')) {
    const name = target === undefined ? undefined : symbols.at(target)?.name;
    if (name !== undefined) names.add(name.replace(/^__[a-z0-9]+_(?=sys_)/, ''));
  }
  names.delete('sys_ni_syscall');
  return names;
}
