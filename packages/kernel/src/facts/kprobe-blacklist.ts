import type { Address, AddressRange, KernelImage } from '../image/kernel-image';
import { readPointerTable } from './pointer-table';
import type { SymbolMap } from './symbol-map';

/** Tells whether the kernel refuses any kprobe at an address, as `/sys/kernel/debug/kprobes/blacklist` lists it. */
export type IsBlacklisted = (address: Address) => boolean;

/**
 * The ranges whose functions the kernel puts on the list when it starts: populate_kprobe_blacklist() (kernel/kprobes.c,
 * `noinstr` since 5.8) and arch_populate_kprobe_blacklist() (x86: arch/x86/kernel/kprobes/core.c; arm64:
 * arch/arm64/kernel/probes/kprobes.c; riscv: arch/riscv/kernel/probes/kprobes.c).
 */
const EVERYWHERE = ['kprobes', 'noinstr'];
const BY_ARCHITECTURE: Readonly<Record<string, readonly string[]>> = {
  x86_64: ['entry'],
  i386: ['entry'],
  arm64: ['entry', 'irqentry', 'hyp', 'idmap', 'exception', 'hyp_idmap'],
  riscv64: ['irqentry'],
};

/**
 * Reads what will be on the kprobe blacklist: the functions of `__start_kprobe_blacklist .. __stop_kprobe_blacklist`
 * (NOKPROBE_SYMBOL) and those of whole ranges. `undefined` where the image has no such table.
 * @throws FormatError where the table leaves the image
 */
export function readKprobeBlacklist(image: KernelImage, symbols: SymbolMap): IsBlacklisted | undefined {
  const table = image.rangeOf('__start_kprobe_blacklist', '__stop_kprobe_blacklist');
  if (!table) return undefined;
  const entries = new Set<Address>();
  for (const entry of readPointerTable(image, table, 'the kprobe blacklist')) {
    const start = entry === undefined ? undefined : symbols.at(entry)?.start;
    if (start !== undefined) entries.add(start);
  }
  const areas = [...EVERYWHERE, ...(BY_ARCHITECTURE[image.arch] ?? [])]
    .map((name) => image.rangeOf(`__${name}_text_start`, `__${name}_text_end`))
    .filter(isKnown);
  // What lies elsewhere is not listed, kprobe_add_ksym_blacklist() (kernel/kprobes.c); no kprobe is taken there anyway.
  const text = [image.rangeOf('_stext', '_etext'), image.rangeOf('_sinittext', '_einittext')].filter(isKnown);
  const holds = (area: AddressRange, start: Address) => area.start <= start && start < area.end;
  return (address) => {
    const start = symbols.at(address)?.start ?? address;
    if (text.length > 0 && !text.some((area) => holds(area, start))) return false;
    return entries.has(start) || areas.some((area) => holds(area, start));
  };
}

function isKnown(area: AddressRange | undefined): area is AddressRange {
  return area !== undefined;
}
