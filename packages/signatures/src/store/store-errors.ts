import type * as Btf from '@tracefit/btf';
import type * as Model from '@tracefit/model';

/* eslint-disable @typescript-eslint/no-require-imports -- a whole store needs neither class, nor the packages they come from */

/** The error for a store that is not as it was written. */
export function damaged(sentence: string, offset: number): Btf.FormatError {
  const { FormatError } = require('@tracefit/btf') as typeof Btf;
  return new FormatError(sentence, offset);
}

/** The error for kernels that cannot be written to a store. */
export function unfit(sentence: string): Model.UsageError {
  const { UsageError } = require('@tracefit/model') as typeof Model;
  return new UsageError(sentence);
}
