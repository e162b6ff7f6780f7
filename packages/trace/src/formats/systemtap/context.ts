import type { AttachPoint } from '@tracefit/model';

/**
 * What code can read where it runs. `function`: the parameters of the probed function, by the kernel's debugging information.
 * `return`: the same, as they were at the entry, and the return value. `registers`: none by name, since no debugging information
 * is asked. `tracepoint`: its parameters. `place`: variables at some place inside of a function. `user`: those of a program.
 */
export type Context =
  'function' | 'return' | 'registers' | 'registers_return' | 'tracepoint' | 'place' | 'user' | 'none';

/** A probe point as tracefit sees it. */
export interface LoweredPoint {
  readonly attach: AttachPoint;
  readonly context: Context;
  /** What cannot be said about it. */
  readonly unknowns: readonly string[];
}
