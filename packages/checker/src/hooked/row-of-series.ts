import type { Kernel } from '@tracefit/model';
import { inOrder } from '../kernel-order';

/** The newest kernel of a series. */
export interface SeriesKernel {
  /** `6.12`. */
  readonly series: string;
  readonly kernel: Kernel;
}

/**
 * Some kernels as one row from old to new: the newest build of each series, all of the architecture and flavour that most of them are
 * of. Builds of one series get changes of later ones, and cloud kernels have built in what is a module of others: side by side they
 * would look as if functions came and went.
 */
export function rowOfSeries(kernels: readonly Kernel[]): readonly SeriesKernel[] {
  const lanes = new Map<string, Kernel[]>();
  for (const kernel of inOrder(kernels)) {
    const { arch, flavour = '' } = kernel.identity;
    const lane = lanes.get(`${arch} ${flavour}`);
    if (lane) lane.push(kernel);
    else lanes.set(`${arch} ${flavour}`, [kernel]);
  }
  const [largest = []] = [...lanes.values()].sort((a, b) => b.length - a.length);
  const series = new Map<string, Kernel>();
  for (const kernel of largest) {
    series.set(/^\d+\.\d+/.exec(kernel.identity.version)?.[0] ?? kernel.identity.id, kernel);
  }
  return [...series].map(([name, kernel]) => ({ series: name, kernel }));
}
