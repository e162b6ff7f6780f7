import type * as Btf from '@tracefit/btf';

/** The error for a store that is not as it was written; its class is loaded only now, when it is needed. */
export function damaged(sentence: string, offset: number): Btf.FormatError {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a whole store never needs the package
  const btf = require('@tracefit/btf') as typeof Btf;
  return new btf.FormatError(sentence, offset);
}
