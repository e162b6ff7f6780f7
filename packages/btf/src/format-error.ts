/**
 * Damaged binary input: one sentence, lower case, no full stop, and the byte offset it speaks of.
 * For any bytes a reader of this project gives a value or throws this, nothing else.
 */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  constructor(
    readonly sentence: string,
    /** Byte offset in the input that was given to the reader. */
    readonly offset: number,
  ) {
    super(`${sentence} (at byte ${offset})`);
  }
}
