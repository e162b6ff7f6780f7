import type { Shared } from './codec';

/** The values of one shared part by number, and for each how much it holds and how deep it nests. */
export interface ValueTable {
  /** Its place among the topic's tables. */
  readonly place: number;
  /** As far as they were read. */
  readonly values: unknown[];
  readonly weights: number[];
  readonly depths: number[];
  /** Where the entries lie in the frame; `starts` has the beginning of each and the end of the last from there. */
  readonly position: number;
  readonly starts: ArrayLike<number>;
}

export type ValueTables = ReadonlyMap<Shared<unknown>, ValueTable>;

/**
 * How much one value may hold, shared parts counted at each place: a few bytes of shared parts could otherwise stand
 * for a tree that nobody can walk. Real ones stay below a hundredth of this.
 */
export const largestValue = 1 << 20;

/** How deep one value may nest. */
export const deepestValue = 200;
