import path from 'node:path';
import { UsageError } from '@tracefit/model';
import { didYouMean } from '../args/did-you-mean';

/** One of several forms, the first of which is the default. */
interface Form {
  readonly id: string;
}

/** A report in one form, to a file or to the standard output. */
export interface RequestedFormat<R extends Form> {
  readonly reporter: R;
  /** As the user named it; absent: the standard output. */
  readonly file?: string;
}

/**
 * Reads the values of `--format`, `NAME` or `NAME:FILE`; none means the first of the reporters.
 *
 * @throws UsageError for an unknown name, and where two forms would be mixed in one place
 */
export function parseFormats<R extends Form>(
  values: readonly string[],
  reporters: readonly R[],
): readonly RequestedFormat<R>[] {
  const formats = (values.length === 0 ? reporters.slice(0, 1).map(({ id }) => id) : values).map((value) =>
    parseFormat(value, reporters),
  );
  const places = new Set<string>();
  for (const { file } of formats) {
    const place = file === undefined ? 'the standard output' : path.normalize(file);
    if (places.has(place)) {
      throw new UsageError(`two formats cannot go to one place, name a file (NAME:FILE): ${place}`);
    }
    places.add(place);
  }
  return formats;
}

function parseFormat<R extends Form>(value: string, reporters: readonly R[]): RequestedFormat<R> {
  const [name = '', ...rest] = value.split(':');
  const reporter = reporters.find((one) => one.id === name);
  const ids = reporters.map((one) => one.id);
  if (!reporter)
    throw new UsageError(`unknown format${didYouMean(name, ids) || `, known are ${ids.join(', ')}`}: ${name}`);
  // A path may hold colons itself.
  const file = rest.join(':');
  if (rest.length > 0 && file === '') throw new UsageError(`a file is missing behind the colon: --format ${value}`);
  return rest.length === 0 || file === '-' ? { reporter } : { reporter, file };
}
