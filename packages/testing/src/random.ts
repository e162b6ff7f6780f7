/** Numbers from 0 up to, not including, `below`; the same row of them for the same seed. */
export type Random = (below: number) => number;

/** A repeatable source of numbers (xorshift32), so that a failure of a random test can be run again. */
export function seededRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
