import type { KernelImage } from '../image/kernel-image';
import { readPointerTable } from './pointer-table';
import { lastAtOrBefore } from './symbol-map';

/**
 * The addresses that ftrace can patch, ascending: `__start_mcount_loc .. __stop_mcount_loc`. Entries that the build
 * took out (overridden weak functions, scripts/sorttable.c since 6.15) are null and left out. `undefined` where the
 * image has no such table.
 * @throws FormatError where the table leaves the image
 */
export function readFtraceSites(image: KernelImage): FtraceSites | undefined {
  const range = image.rangeOf('__start_mcount_loc', '__stop_mcount_loc');
  if (!range) return undefined;
  const entries = readPointerTable(image, range, 'the table of ftrace sites');
  const sites = Float64Array.from(entries.filter((site) => site !== undefined)).sort();
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
