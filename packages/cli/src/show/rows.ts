import type { KernelIdentity } from '@tracefit/model';
import { kernelNames, type KernelNames } from '@tracefit/reporters';
import type { Thing } from './find-things';
import { keyOf } from './fold-history';

/** Kernels whose history is read as one row from old to new. */
export interface Row {
  /** What they have in common: their architecture, or the flavour of those that go another way. */
  readonly title: string;
  readonly names: KernelNames;
}

/**
 * A row for each architecture, the one with most kernels first, and for each flavour of it that has something else than the most usual
 * one has in the same version: what cloud kernels have built in is a module of others.
 */
export function rowsOf(thing: Thing, kernels: readonly KernelIdentity[]): readonly Row[] {
  const keys = new Map(thing.presences.map(({ id, presence }) => [id, keyOf(presence)]));
  return groupBy(kernels, ({ arch }) => arch).flatMap(([arch, own]) => {
    const [usual = [], ...others] = groupBy(own, ({ flavour }) => flavour).map(([, group]) => group);
    const apart = others.filter((group) => group[0]?.flavour !== undefined && differs(group, usual, keys));
    const inApart = new Set(apart.flat());
    return [
      { title: arch, names: kernelNames(own.filter((kernel) => !inApart.has(kernel))) },
      ...apart.map((group) => ({ title: group[0]?.flavour ?? '', names: kernelNames(group) })),
    ];
  });
}

/** The largest group first. */
function groupBy<K>(kernels: readonly KernelIdentity[], key: (kernel: KernelIdentity) => K): [K, KernelIdentity[]][] {
  const groups = new Map<K, KernelIdentity[]>();
  for (const kernel of kernels) groups.set(key(kernel), [...(groups.get(key(kernel)) ?? []), kernel]);
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

/** Whether kernels have something else than others of their versions. */
function differs(
  kernels: readonly KernelIdentity[],
  usual: readonly KernelIdentity[],
  keys: ReadonlyMap<string, string>,
): boolean {
  const byVersion = new Map(usual.map(({ version, id }) => [version, keys.get(id)]));
  return kernels.some(({ version, id }) => byVersion.has(version) && byVersion.get(version) !== keys.get(id));
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
