import { checkTraces, compareVersions } from '@tracefit/checker';
import type { Effect, Finding, Kernel, TraceFile } from '@tracefit/model';
import { readTrace } from '@tracefit/trace';
import { isPlain } from './plain-kernels';
import type { Consequence, RecallCase } from './recall-case';

/** What came of a case. */
export interface Judged {
  readonly of: RecallCase;
  readonly writtenFor: string;
  readonly kernels: readonly string[];
  /** `found`: with the right effect; `other`: with another; `quiet`: no finding; `unread`: no format reads it. */
  readonly result: 'found' | 'other' | 'quiet' | 'unread';
  /** The findings as `RULE (EFFECT)`, or why there is none. */
  readonly told: readonly string[];
  /** Errors on the very kernel the script was right on. */
  readonly falseAlarms: readonly string[];
}

/** The effects that a consequence may be told as. */
const effects: Readonly<Record<Consequence, readonly Effect[]>> = {
  attach_error: ['will-not-load', 'never-fires'],
  compile_error: ['will-not-load'],
  missing_events: ['never-fires', 'incomplete', 'wrong-data'],
  silent_bogus: ['wrong-data', 'incomplete', 'never-fires'],
};

const suffixes: Readonly<Record<string, string>> = {
  bpftrace: '.bt',
  'bcc-python': '.py',
  kprobe_events: '.kprobe_events',
  function_events: '.function_events',
  'libbpf-c': '.bpf.c',
  tetragon: '.yaml',
  shell: '.sh',
  systemtap: '.stp',
};

interface Chosen {
  readonly good: Kernel;
  readonly bad: readonly Kernel[];
}

/** The kernel a script was right on and the nearest on which it is wrong; `undefined` where the kernels do not reach so far. */
export function kernelsOf({ lastGood, firstBad }: RecallCase, kernels: readonly Kernel[]): Chosen | undefined {
  const plain = kernels.filter(isPlain);
  const isForward = compareVersions(lastGood, firstBad) < 0;
  const upTo = (version: string) =>
    plain.filter(({ identity }) => compareVersions(cut(identity.version, version), version) <= 0);
  const from = (version: string) =>
    plain.filter(({ identity }) => compareVersions(cut(identity.version, version), version) >= 0);
  const good = isForward ? upTo(lastGood).at(-1) : from(lastGood)[0];
  const beyond = isForward ? from(firstBad) : upTo(firstBad).reverse();
  const [nearest] = beyond;
  if (!good || !nearest) return undefined;
  const series = cut(nearest.identity.version, '0.0');
  return { good, bad: beyond.filter(({ identity }) => cut(identity.version, '0.0') === series) };
}

/** One plain kernel of each series is enough to say where else a thing is, and costs a fifth. */
function newestOfEach(kernels: readonly Kernel[]): readonly Kernel[] {
  return [...new Map(kernels.filter(isPlain).map((kernel) => [cut(kernel.identity.version, '0.0'), kernel])).values()];
}

/** As many numbers of a version as the other has. */
function cut(version: string, like: string): string {
  return version.split('.').slice(0, like.split('.').length).join('.').replace(/-.*/, '');
}

/**
 * Checks the script of each case as it would have been: with the kernel it was right on. Cases out of the kernels' range
 * are left out; those between the same kernels are checked together, so that what is worked out for one serves all.
 */
export function judgeCases(cases: readonly RecallCase[], kernels: readonly Kernel[]): readonly Judged[] {
  const pairs = new Map<string, { readonly chosen: Chosen; readonly cases: RecallCase[] }>();
  for (const each of cases) {
    const chosen = kernelsOf(each, kernels);
    if (!chosen) continue;
    const key = `${chosen.good.identity.id} ${chosen.bad[0]?.identity.id ?? ''}`;
    const pair = pairs.get(key);
    if (pair) pair.cases.push(each);
    else pairs.set(key, { chosen, cases: [each] });
  }
  return [...pairs.values()].flatMap(({ chosen, cases: alike }) => judgeAlike(alike, chosen, kernels));
}

function judgeAlike(
  cases: readonly RecallCase[],
  { good, bad }: Chosen,
  kernels: readonly Kernel[],
): readonly Judged[] {
  const read = cases.map((of) => ({ of, trace: readCase(of) }));
  const traces = read.flatMap(({ trace }) => trace ?? []);
  const report = checkTraces(traces, [good, ...bad], {
    writtenFor: good,
    reference: newestOfEach(kernels),
    toolVersion: '0',
  });
  const ids = bad.map(({ identity }) => identity.id);
  return read.map(({ of, trace }): Judged => {
    const base = { of, writtenFor: good.identity.id, kernels: ids };
    if (!trace) return { ...base, result: 'unread', told: [`no format reads ${of.format}`], falseAlarms: [] };
    const findings = report.findings.filter(({ file }) => file === trace.path);
    const on = (some: readonly string[]) => findings.filter(({ targets }) => targets.some((id) => some.includes(id)));
    const found = on(ids).filter(({ severity }) => severity !== 'info');
    const falseAlarms = on([good.identity.id])
      .filter(({ severity }) => severity === 'error')
      .map(tell);
    if (found.length === 0) {
      const unchecked = report.unchecked.filter(({ file }) => file === trace.path);
      const reasons = [...unchecked.map(({ reason }) => reason), ...trace.problems.map(({ message }) => message)];
      return { ...base, result: 'quiet', told: [...new Set(reasons)], falseAlarms };
    }
    const isRight = found.some(({ effect }) => effects[of.consequence].includes(effect));
    return { ...base, result: isRight ? 'found' : 'other', told: [...new Set(found.map(tell))], falseAlarms };
  });
}

function readCase({ id, format, script }: RecallCase): TraceFile | undefined {
  const path = `${id}${suffixes[format] ?? ''}`;
  return readTrace({ path, text: script, bytes: Buffer.from(script) });
}

function tell({ rule, effect }: Finding): string {
  return `${rule} (${effect})`;
}
