import type { ByteReader } from '@tracefit/btf';
import { addressFrom } from '../image-memory';
import type { Address } from '../kernel-image';

/** The addresses of all symbols, in one way they may be written. */
export interface AddressTable {
  readonly encoding: string;
  readonly addresses: Float64Array;
  /** Symbols before this index are numbers of their own, no places in the image; they come first. */
  readonly absolute: number;
}

/** Where things stand in the segment, and what addresses count from. */
export interface AddressContext {
  readonly segment: ByteReader;
  /** Of the segment. */
  readonly segmentAddress: Address;
  readonly base: bigint;
  readonly pointerSize: 4 | 8;
  readonly count: number;
}

/** `relative_base` and the place of the offsets. */
interface Placement {
  readonly offsetsAt: number;
  /** `undefined` where the table has none. */
  readonly relativeBaseAt?: number;
}

/**
 * All ways to read the offsets that are well-formed in themselves (in order, and where a `relative_base` is needed it lies in the
 * image's range of addresses). The caller decides by what the symbols say which one is true.
 *
 * | kernel | order | encoding |
 * |---|---|---|
 * | up to 6.3 | offsets, relative_base, num_syms, names | below |
 * | 6.4 to 6.14 | token index, offsets, relative_base | with per-CPU symbols at 0 (x86): i32, >= 0 absolute, else relative_base - 1 - offset |
 * | 6.15 to 6.19, others before too | the same | u32: relative_base + offset |
 * | 7.0 and newer | token index, offsets | i32 relative to the entry's own address |
 */
export function readAddressTables(context: AddressContext, countAt: number, indexEnd: number): AddressTable[] {
  const tables: AddressTable[] = [];
  const push = (table: AddressTable | undefined) => {
    if (table && isSorted(table)) tables.push(table);
  };
  for (const { offsetsAt, relativeBaseAt } of findPlacements(context, countAt, indexEnd)) {
    if (relativeBaseAt === undefined) {
      push(readSelfRelative(context, offsetsAt));
    } else {
      push(readBaseRelative(context, offsetsAt, relativeBaseAt));
      push(readAbsolutePerCpu(context, offsetsAt, relativeBaseAt));
    }
  }
  return tables;
}

function findPlacements(context: AddressContext, countAt: number, indexEnd: number): Placement[] {
  const { segment, count, pointerSize } = context;
  const size = count * 4;
  const placements: Placement[] = [];
  for (const alignment of [4, 8]) {
    const after = alignUp(indexEnd, alignment);
    placements.push({ offsetsAt: after, relativeBaseAt: alignUp(after + size, pointerSize) });
    if (alignment === 4 || after !== alignUp(indexEnd, 4)) placements.push({ offsetsAt: after });
  }
  const baseAt = alignUp(countAt - pointerSize - 7, 8);
  placements.push({ offsetsAt: (baseAt - size) & ~7, relativeBaseAt: baseAt });
  return placements.filter(
    ({ offsetsAt, relativeBaseAt = 0 }) =>
      offsetsAt >= 0 && offsetsAt + size <= segment.length && relativeBaseAt + pointerSize <= segment.length,
  );
}

function alignUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

function readRelativeBase(context: AddressContext, at: number): Address | undefined {
  const { segment, base, pointerSize } = context;
  const linkTime = pointerSize === 8 ? segment.u64At(at) : BigInt(segment.u32At(at));
  const address = addressFrom(base, linkTime, pointerSize);
  return Math.abs(address) <= 0xffffffff ? address : undefined;
}

function readBaseRelative(context: AddressContext, offsetsAt: number, baseAt: number): AddressTable | undefined {
  const relativeBase = readRelativeBase(context, baseAt);
  if (relativeBase === undefined) return undefined;
  const { segment } = context;
  const addresses = new Float64Array(context.count);
  for (let i = 0; i < context.count; i++) addresses[i] = relativeBase + segment.u32At(offsetsAt + i * 4);
  return { encoding: 'relative_base + u32', addresses, absolute: 0 };
}

/** CONFIG_KALLSYMS_ABSOLUTE_PERCPU (up to 6.14): the per-CPU area is linked at 0, its symbols keep small numbers. */
function readAbsolutePerCpu(context: AddressContext, offsetsAt: number, baseAt: number): AddressTable | undefined {
  const relativeBase = readRelativeBase(context, baseAt);
  if (relativeBase === undefined) return undefined;
  const { segment } = context;
  const addresses = new Float64Array(context.count);
  let absolute = 0;
  for (let i = 0; i < context.count; i++) {
    const offset = segment.i32At(offsetsAt + i * 4);
    addresses[i] = offset >= 0 ? offset : relativeBase - 1 - offset;
    if (offset >= 0 && absolute === i) absolute++;
    else if (offset >= 0) return undefined;
  }
  return { encoding: 'relative_base - 1 - i32', addresses, absolute };
}

function readSelfRelative(context: AddressContext, offsetsAt: number): AddressTable {
  const { segment, segmentAddress } = context;
  const addresses = new Float64Array(context.count);
  for (let i = 0; i < context.count; i++) {
    const at = offsetsAt + i * 4;
    addresses[i] = segmentAddress + at + segment.i32At(at);
  }
  return { encoding: 'own address + i32', addresses, absolute: 0 };
}

/** scripts/kallsyms.c sorts by address; the absolute ones by themselves. */
function isSorted({ addresses, absolute }: AddressTable): boolean {
  for (let i = 1; i < addresses.length; i++) {
    if (i !== absolute && (addresses[i] ?? 0) < (addresses[i - 1] ?? 0)) return false;
  }
  return true;
}
