import type { Kernel } from '@tracefit/model';

/** Whether a function is in the image itself: of those of modules it is not known who calls them. */
export function isInImage(kernel: Kernel, name: string): boolean {
  return kernel.func(name)?.symbols?.some((symbol) => symbol.module === undefined) === true;
}
