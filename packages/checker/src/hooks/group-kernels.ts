import type { Kernel } from '@tracefit/model';

/** Kernels that show the same; what the first shows speaks for all. */
export interface KernelGroup<T> {
  readonly first: T;
  readonly kernels: readonly Kernel[];
}

/** Puts the kernels together that show the same, in their order; those that show nothing are left out. */
export function groupKernels<T>(
  kernels: readonly Kernel[],
  see: (kernel: Kernel) => T | undefined,
  isSame: (a: T, b: T) => boolean,
): readonly KernelGroup<T>[] {
  const groups: { readonly first: T; readonly kernels: Kernel[] }[] = [];
  for (const kernel of kernels) {
    const seen = see(kernel);
    if (seen === undefined) continue;
    const group = groups.find(({ first }) => isSame(first, seen));
    if (group) group.kernels.push(kernel);
    else groups.push({ first: seen, kernels: [kernel] });
  }
  return groups;
}
