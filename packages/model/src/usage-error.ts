/**
 * A wrong option, a missing file or an empty selection: one sentence, lower case, no full stop, ending with the place.
 * The command prints it and exits with 2. Damaged binary input is `FormatError` of `@tracefit/btf`.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
