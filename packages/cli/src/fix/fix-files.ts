import type { Report, TraceFile } from '@tracefit/model';
import type { Io } from '../io';
import { writeAtomically } from '../outputs/write-atomically';
import { applyEdits } from './apply-edits';
import { unifiedDiff } from './unified-diff';

/** Prints what corrects the files of a report as a diff, and writes them if wanted; says on stderr how much it corrects. */
export function fixFiles(report: Report, traces: readonly TraceFile[], write: boolean, io: Io): void {
  const texts = new Map(traces.map(({ path, text }) => [path, text]));
  const withEdits = report.findings.filter(({ edits }) => edits !== undefined);
  for (const [path, text] of texts) {
    const after = applyEdits(
      text,
      withEdits.flatMap(({ file, edits }) => (file === path ? (edits ?? []) : [])),
    );
    if (after === text) continue;
    io.stdout.write(unifiedDiff(path, text, after));
    // What came from the standard input has no file.
    if (write && io.fs.existsSync(path)) writeAtomically(io, path, after);
  }
  const all = report.findings.length;
  io.stderr.write(
    `${withEdits.length} of ${all} ${all === 1 ? 'finding' : 'findings'} corrected${write ? '' : ' in the diff'}\n`,
  );
}
