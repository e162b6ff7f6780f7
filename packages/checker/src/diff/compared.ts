import type { Kernel, KernelDifferences } from '@tracefit/model';
import { alikeOn, type Alike } from './alike';

/** Two kernels that are compared. */
export interface Compared {
  readonly before: Kernel;
  readonly after: Kernel;
  readonly differences: KernelDifferences;
  readonly alike: Alike;
}

export type Side = 'before' | 'after';

export function compare(before: Kernel, after: Kernel, differences: KernelDifferences): Compared {
  return { before, after, differences, alike: alikeOn(before, after) };
}
