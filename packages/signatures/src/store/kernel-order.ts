import type { KernelIdentity } from '@tracefit/model';

/** The order of kernels in a store: oldest version first, then by release, architecture, flavour and id. */
export function compareKernels(a: KernelIdentity, b: KernelIdentity): number {
  return (
    compareVersions(a.version, b.version) ||
    compareVersions(a.release, b.release) ||
    compareText(a.arch, b.arch) ||
    compareText(a.flavour ?? '', b.flavour ?? '') ||
    compareText(a.id, b.id)
  );
}

/** Numbers by value, all else by code unit (`6.1.9` before `6.1.10`); a release candidate before its release. */
export function compareVersions(a: string, b: string): number {
  const left = versionParts(a);
  const right = versionParts(b);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const x = left[at] ?? '';
    const y = right[at] ?? '';
    const order = Number(x) - Number(y) || compareText(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

/** Digits and what is between them; the end sorts before all but the mark of a candidate. */
function versionParts(version: string): readonly string[] {
  return `${version.replace(/[-~]rc/, '\x01')}\x02`.match(/\d+|\D+/g) ?? [];
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
