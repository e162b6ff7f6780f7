import { checkTraces } from '@tracefit/checker';
import { snapshotKernel } from '@tracefit/model';
import type { KernelSnapshot, Probe, Report, Span, TraceFile } from '@tracefit/model';
import { readTrace } from '@tracefit/trace';
import { WAYS } from './questions';
import type { Question } from './questions';

/** What tracefit says a kernel does with a probe. */
export type Judgement = { readonly answer: 'takes' | 'refuses' | 'unknown'; readonly why: string };

const NOWHERE: Span = { start: 0, end: 0, line: 1, column: 1 };

/** Asks tracefit every question: the very check that a user's script goes through. */
export function judgeAll(snapshot: KernelSnapshot, questions: readonly Question[]): Judgement[] {
  // Nothing but the image runs in the booted machine: it has no modules.
  const kernel = snapshotKernel({ ...snapshot, complete: [...snapshot.complete, 'modules'] });
  const files = [
    definitionFile(questions),
    ...(['perf', 'other'] as const).map((tool) => programFile(tool, questions)),
  ];
  const judge = (asked: readonly TraceFile[]) => {
    const report = checkTraces(asked, [kernel], { toolVersion: '0' });
    return new Map(asked.flatMap((file) => judgeFile(report, file.path, kernel.identity.id)));
  };
  // What a value means may not be known where it is well known that the kernel takes the probe.
  const withoutValues = judge(files.map(stripValues));
  const judged = new Map([...withoutValues, ...[...judge(files)].filter(([, { answer }]) => answer !== 'unknown')]);
  return questions.map(
    (_, index) => judged.get(index + 1) ?? { answer: 'unknown', why: 'tracefit read no probe there' },
  );
}

/** The dynamic events, each on the line of its question. */
function definitionFile(questions: readonly Question[]): TraceFile {
  const lines = questions.map(({ way, body }, index) =>
    WAYS[way].tool === 'tracefs' ? `${way}:asked/e${index} ${body}` : '',
  );
  const bytes = Buffer.from(lines.join('\n'));
  const file = readTrace({ path: 'questions', bytes, text: bytes.toString() }, 'kprobe_events');
  if (!file) throw new Error('tracefit does not read dynamic events');
  return file;
}

/** The probes alone, with what they need of the kernel to be read. */
function stripValues(file: TraceFile): TraceFile {
  return { ...file, probes: file.probes.map((probe) => ({ ...probe, uses: [], unknowns: [] })) };
}

/** Probes that have no text: each stands on the line of its question. */
function programFile(tool: 'perf' | 'other', questions: readonly Question[]): TraceFile {
  const probes = questions.flatMap(({ way, name }, index): Probe[] => {
    const { kind, tool: asks } = WAYS[way];
    const span = { ...NOWHERE, line: index + 1 };
    return asks === tool ? [{ attach: { kind, name, span }, uses: [], guards: [], unknowns: [], span }] : [];
  });
  return { path: tool, format: tool, tool, text: '', probes, declared: [], problems: [] };
}

/** From the line of a question to what the report says of it. */
function judgeFile(report: Report, path: string, target: string): [number, Judgement][] {
  const file = report.files.find((each) => each.path === path);
  const refusals = new Map(
    report.findings
      .filter((finding) => finding.file === path && ['will-not-load', 'never-fires'].includes(finding.effect))
      .map((finding) => [finding.line, finding]),
  );
  const reasons = new Map(
    report.unchecked.filter((each) => each.file === path).map((each) => [each.line, each.reason]),
  );
  const problems = (file?.problems ?? []).map(({ line, message }): [number, Judgement] => [
    line,
    { answer: 'refuses', why: message },
  ]);
  const probes = (file?.probes ?? []).map(({ line, verdicts }): [number, Judgement] => {
    const refusal = refusals.get(line);
    if (refusal) return [line, { answer: 'refuses', why: `${refusal.rule}: ${refusal.message}` }];
    if (verdicts[target] === 'unknown') return [line, { answer: 'unknown', why: reasons.get(line) ?? '' }];
    return [line, { answer: 'takes', why: '' }];
  });
  return [...problems, ...probes];
}
