import type { Address, KernelImage } from '../image/kernel-image';
import { readPointerTable } from './pointer-table';
import { lastAtOrBefore } from './symbol-map';
import type { SymbolMap } from './symbol-map';

/**
 * The addresses that ftrace can patch, ascending: `__start_mcount_loc .. __stop_mcount_loc`. Entries that the build
 * took out (overridden weak functions, scripts/sorttable.c since 6.15) are null and left out. `undefined` where the
 * image has no such table.
 * @throws FormatError where the table leaves the image
 */
export function readFtraceSites(image: KernelImage, symbols: SymbolMap): FtraceSites | undefined {
  const range = image.rangeOf('__start_mcount_loc', '__stop_mcount_loc');
  if (!range) return undefined;
  const entries = readPointerTable(image, range, 'the table of ftrace sites');
  const placed = entries.filter((site) => site !== undefined);
  const adjusted = hasCallOps(image, symbols, placed) ? placed.map((site) => behindCallOps(symbols, site)) : placed;
  const sites = Float64Array.from(adjusted).sort();
  return {
    count: sites.length,
    between(start, end) {
      const site = sites[lastAtOrBefore(sites, end - 1)];
      return site !== undefined && site >= start;
    },
  };
}

export interface FtraceSites {
  readonly count: number;
  /** Whether a site lies in `start .. end`, `end` not included: what ftrace_location_range() tells. */
  between(start: number, end: number): boolean;
}

/** Architectures that can keep a pointer for ftrace in front of each function (DYNAMIC_FTRACE_WITH_CALL_OPS). */
const HAS_CALL_OPS: ReadonlySet<string> = new Set(['arm64', 'riscv64']);
const CALL_OPS_SIZE = 8;

/** Whether the kernel has such pointers: far more entries lie that much in front of a function than at its start. */
function hasCallOps(image: KernelImage, symbols: SymbolMap, sites: readonly Address[]): boolean {
  if (!HAS_CALL_OPS.has(image.arch)) return false;
  let before = 0;
  let at = 0;
  for (const site of sites) {
    if (isStart(symbols, site)) at++;
    else if (isStart(symbols, site + CALL_OPS_SIZE)) before++;
  }
  return before > at;
}

/**
 * Where there is such a pointer the table has its place and not the function's; the kernel goes on from it as
 * ftrace_call_adjust() does (arch/arm64/kernel/ftrace.c since 6.3, arch/riscv/kernel/ftrace.c since 6.16).
 */
function behindCallOps(symbols: SymbolMap, site: Address): Address {
  const next = site + CALL_OPS_SIZE;
  return isStart(symbols, next) ? next : site;
}

function isStart(symbols: SymbolMap, address: Address): boolean {
  return symbols.at(address)?.start === address;
}
