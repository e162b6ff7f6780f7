import type { SurfaceDiff } from '@tracefit/model';
import type { Style } from '../reporter';

export interface DiffOptions {
  /** Every change, not only those that break traces. */
  readonly details: boolean;
  readonly style: Style;
}

/** A way of showing how two kernels differ. One is a folder and one line of `registry.ts`. */
export interface DiffReporter {
  readonly id: string;
  readonly title: string;
  /** The text in pieces: of whole kernels it is more than one string should hold. */
  render(diff: SurfaceDiff, options: DiffOptions): Iterable<string>;
}
