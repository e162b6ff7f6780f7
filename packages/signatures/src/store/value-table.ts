import type { Shared } from './codec';

/** The values of one shared part in order, and for each how much it holds and how deep it nests. */
export interface ValueTable {
  readonly values: unknown[];
  readonly weights: number[];
  readonly depths: number[];
}

export type ValueTables = ReadonlyMap<Shared<unknown>, ValueTable>;

/**
 * How much one value may hold, shared parts counted at each place: a few bytes of shared parts could otherwise stand
 * for a tree that nobody can walk. Real ones stay below a hundredth of this.
 */
export const largestValue = 1 << 20;

/** How deep one value may nest. */
export const deepestValue = 200;
