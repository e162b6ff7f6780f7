import type { Kernel } from '@tracefit/model';
import { ask } from './alike/asked-kernel';

/** Kernels from old to new, by the upstream version they are made from, a candidate before its release, then by release and id. */
export function inOrder(kernels: readonly Kernel[]): readonly Kernel[] {
  return [...kernels].sort(
    ({ identity: a }, { identity: b }) =>
      compareVersions(released(a.version), released(b.version)) ||
      compareCandidates(a.version, b.version) ||
      compareVersions(a.release, b.release) ||
      (a.id < b.id ? -1 : 1),
  );
}

const candidate = /[-~]rc(\d+).*$/s;

/** The version that a candidate is to become: `7.3` of `7.3-rc7`. */
function released(version: string): string {
  return version.replace(candidate, '');
}

/** Of two that are, or are to become, the same release. */
function compareCandidates(a: string, b: string): number {
  const [one, other] = [a, b].map((version) => Number(candidate.exec(version)?.[1] ?? Number.MAX_SAFE_INTEGER));
  return (one ?? 0) - (other ?? 0);
}

/** Whether the version of a kernel is known; files without a banner do not tell it. */
export function hasVersion(kernel: Kernel): boolean {
  return ask(kernel, ({ identity }) => /^\d/.test(identity.version));
}

/** Whether a kernel is made from that upstream version, or a newer one. */
export function isSince(kernel: Kernel, version: string): boolean {
  return ask(kernel, ({ identity }) => compareVersions(identity.version, version) >= 0);
}

/** Negative where `a` is the older version; numbers are compared as numbers, whatever stands between them. */
export function compareVersions(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}
