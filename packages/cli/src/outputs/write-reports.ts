import type { Report } from '@tracefit/model';
import { plainStyle } from '@tracefit/reporters';
import type { Io } from '../io';
import { chooseStyle } from './choose-style';
import type { RequestedFormat } from './parse-formats';
import { ruleText } from './rule-text';
import { writeAtomically } from './write-atomically';

/** Columns of the text report where there is no terminal. */
const plainWidth = 100;

/** Writes a report in each of the forms: files first, so that what stands on the terminal is the end. */
export function writeReports(
  report: Report,
  formats: readonly RequestedFormat[],
  source: (path: string) => string | undefined,
  color: string | undefined,
  io: Io,
): void {
  // All are made before one is written: a failure leaves nothing half done.
  const rendered = formats.map(({ reporter, file }) => ({
    file,
    text: reporter.render(report, {
      source,
      rule: (id) => ruleText(id, io),
      style: file === undefined ? chooseStyle(io.stdout, color, io) : plainStyle,
      width: (file === undefined ? io.stdout.columns : undefined) ?? plainWidth,
    }),
  }));
  for (const { file, text } of rendered) if (file !== undefined) writeAtomically(io, file, text);
  for (const { file, text } of rendered) if (file === undefined) io.stdout.write(text);
}
