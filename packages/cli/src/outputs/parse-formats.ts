import { UsageError } from '@tracefit/model';
import { reporters, type Reporter } from '@tracefit/reporters';
import { didYouMean } from '../args/did-you-mean';

/** A report in one form, to a file or to the standard output. */
export interface RequestedFormat {
  readonly reporter: Reporter;
  /** As the user named it; absent: the standard output. */
  readonly file?: string;
}

/**
 * Reads the values of `--format`, `NAME` or `NAME:FILE`; none means text.
 *
 * @throws UsageError for an unknown name, and where two forms would be mixed in one place
 */
export function parseFormats(values: readonly string[]): readonly RequestedFormat[] {
  const formats = (values.length === 0 ? ['text'] : values).map(parseFormat);
  const places = new Set<string>();
  for (const { file = 'the standard output' } of formats) {
    if (places.has(file)) throw new UsageError(`two formats cannot go to one place, name a file (NAME:FILE): ${file}`);
    places.add(file);
  }
  return formats;
}

function parseFormat(value: string): RequestedFormat {
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
