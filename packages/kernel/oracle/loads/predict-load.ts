import { readFileSync } from 'node:fs';
import { checkTraces } from '@tracefit/checker';
import type { Kernel, TraceFile } from '@tracefit/model';
import { embeddedTraces, readTrace } from '@tracefit/trace';

/** What tracefit says of a tool on a kernel, and why. */
export interface Prediction {
  readonly says: 'starts' | 'does not start' | 'undecided';
  readonly why: string;
}

/** What a user is told who checks a tool against a kernel: whether it reports an error and does not start. */
export function predictLoad(path: string, kernel: Kernel, reference: readonly Kernel[]): Prediction {
  const report = checkTraces(readTraces(path), [kernel], { toolVersion: '0', reference });
  const finding = report.findings.find(({ severity, effect }) => severity === 'error' && effect === 'will-not-load');
  if (finding) return { says: 'does not start', why: `${finding.rule}: ${finding.message}` };
  const problem = report.files.flatMap((file) => file.problems)[0];
  if (problem) return { says: 'undecided', why: problem.message };
  const { unknown } = report.summary.verdicts;
  if (unknown > 0) return { says: 'undecided', why: report.unchecked[0]?.reason ?? '' };
  return { says: 'starts', why: '' };
}

function readTraces(path: string): readonly TraceFile[] {
  const bytes = readFileSync(path);
  const inside = embeddedTraces({ path, bytes, text: '' });
  const traces = inside.flatMap((object) => readTrace(object, 'bpf-object') ?? []);
  if (traces.length > 0) return traces;
  const trace = readTrace({ path, bytes, text: bytes.toString() });
  if (!trace) throw new Error(`${path} is no trace definition and carries none`);
  return [trace];
}
