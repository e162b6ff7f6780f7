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
  const adjust = HAS_CALL_OPS.has(image.arch) ? (site: Address) => behindCallOps(symbols, site) : undefined;
  const placed = entries.filter((site) => site !== undefined);
  const sites = Float64Array.from(adjust ? placed.map(adjust) : placed).sort();
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

/**
 * Where there is such a pointer the table has its place and not the function's; the kernel goes on from it as
 * ftrace_call_adjust() does (arch/arm64/kernel/ftrace.c since 6.3, arch/riscv/kernel/ftrace.c since 6.16).
 */
function behindCallOps(symbols: SymbolMap, site: Address): Address {
  const next = site + CALL_OPS_SIZE;
  return symbols.at(next)?.start === next && symbols.at(site)?.start !== site ? next : site;
}
