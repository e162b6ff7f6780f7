import type { Report } from '@tracefit/model';
import { plainStyle, type Reporter } from '@tracefit/reporters';
import type { Io } from '../io';
import { chooseStyle } from './choose-style';
import type { RequestedFormat } from './parse-formats';
import { ruleText } from './rule-text';
import { writeOutputs } from './write-outputs';

/** Columns of the text report where there is no terminal. */
const plainWidth = 100;

/** Writes a report in each of the forms. */
export function writeReports(
  report: Report,
  formats: readonly RequestedFormat<Reporter>[],
  source: (path: string) => string | undefined,
  color: string | undefined,
  io: Io,
): void {
  // All are made before one is written: a failure leaves nothing half done.
  const rendered = formats.map(({ reporter, file }) => ({
    ...(file !== undefined && { file }),
    text: reporter.render(report, {
      source,
      rule: (id) => ruleText(id, io),
      style: file === undefined ? chooseStyle(io.stdout, color, io) : plainStyle,
      width: (file === undefined ? io.stdout.columns : undefined) ?? plainWidth,
    }),
  }));
  writeOutputs(rendered, io);
}
