import type { KernelIdentity } from '@tracefit/model';
import { kernelNames, type KernelNames } from '@tracefit/reporters';
import type { Thing } from './find-things';
import { keyOf } from './fold-history';

/** Kernels of one architecture, whose history is read as one row from old to new. */
export interface Row {
  readonly arch: string;
  readonly names: KernelNames;
}

/** A row for each architecture, the one with most kernels first. */
export function rowsOf(kernels: readonly KernelIdentity[]): readonly Row[] {
  const byArch = new Map<string, KernelIdentity[]>();
  for (const kernel of kernels) byArch.set(kernel.arch, [...(byArch.get(kernel.arch) ?? []), kernel]);
  return [...byArch]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([arch, own]) => ({ arch, names: kernelNames(own) }));
}

/** Whether all kernels of a row have what the kernel before them has that is of the first row. */
export function isAsFirst(thing: Thing, row: Row, first: Row): boolean {
  const inRow = new Set(row.names.order);
  const inFirst = new Set(first.names.order);
  let before: string | undefined;
  for (const { id, presence } of thing.presences) {
    const key = keyOf(presence);
    if (inFirst.has(id)) before = key;
    else if (inRow.has(id) && key !== before) return false;
  }
  return true;
}
