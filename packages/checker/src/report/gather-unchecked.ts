import type { Kernel, Probe, Span, TraceFile, Unchecked } from '@tracefit/model';
import type { NotTold } from '../check-probe';

/** What was not told of one probe, each reason once with all kernels it holds on; all of them: none named. */
export function gatherUnchecked(
  file: TraceFile,
  probe: Probe,
  notTold: readonly { readonly kernel: Kernel; readonly not: NotTold }[],
  kernelCount: number,
): readonly Unchecked[] {
  const groups = new Map<string, { readonly not: NotTold; readonly targets: Set<string> }>();
  for (const { kernel, not } of notTold) {
    const group = groups.get(not.reason) ?? { not, targets: new Set<string>() };
    group.targets.add(kernel.identity.id);
    groups.set(not.reason, group);
  }
  return [...groups.values()].map(({ not, targets }) => ({
    reason: not.reason,
    file: fileOf(file, not.span),
    line: not.span.line,
    column: not.span.column,
    probe: `${probe.attach.kind}:${probe.attach.name}`,
    targets: targets.size === kernelCount ? [] : [...targets],
  }));
}

/** The file that a place is in: a text may take in others, whose lines are meant then. */
function fileOf({ path, text }: TraceFile, { source }: Span): string {
  return source && text !== '' ? source.file : path;
}

/** What of the file as a whole was not checked; `writtenFor` is the kernel it was held against as the one it is right on. */
export function uncheckedOfFile(file: TraceFile, writtenFor: Kernel | undefined): readonly Unchecked[] {
  const problems = file.problems.map(({ kind, message, span }) => ({
    reason: `${kind === 'syntax' ? 'not read' : 'not understood'}: ${message}`,
    file: fileOf(file, span),
    line: span.line,
    column: span.column,
    targets: [],
  }));
  const empty = file.probes.length === 0 ? [{ reason: 'no probe was found in it', file: file.path, targets: [] }] : [];
  const said = file.writtenFor;
  const unknownKernel =
    said === undefined || writtenFor !== undefined
      ? []
      : [{ reason: `the kernel it says it was written for is not known: ${said}`, file: file.path, targets: [] }];
  return [...problems, ...empty, ...unknownKernel];
}
