import type { Finding, Report, ReportFile, ReportProbe, Unchecked } from '@tracefit/model';
import { findingLines } from '../../finding-lines';
import { failedCase, junitFile, passedCase, skippedCase, type Failure, type JunitCase } from '../../junit-suites';
import { kernelNames, type KernelNames } from '../../kernel-names';
import { findingsOf, probeName, probeOf } from '../../probe-of';
import type { Reporter } from '../../reporter';

/**
 * JUnit's XML, which build servers show as tests: a suite for each file, a test for each probe. What was not checked is a test
 * that was skipped, the only word the form has for it: passed would be untrue, and failed would be more than the exit code says.
 */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML, for build servers',
  render(report) {
    const names = kernelNames(report.targets);
    const ofRun = runCases(report.unchecked, names);
    return junitFile([
      ...report.files.map((file) => ({ name: file.path, cases: fileCases(file, report, names) })),
      ...(ofRun.length === 0 ? [] : [{ name: 'tracefit', cases: ofRun }]),
    ]);
  },
};

function fileCases(file: ReportFile, report: Report, names: KernelNames): readonly JunitCase[] {
  const findings = report.findings.filter((finding) => finding.file === file.path);
  const unchecked = report.unchecked.filter((each) => each.file === file.path);
  return [
    ...file.probes.map((probe) => testCase(file, probe, findings, unchecked, names)),
    ...unclaimed(file, findings).map((finding) =>
      failedCase({ className: file.path, name: `${finding.probe} (line ${finding.line})` }, [failure(finding, names)]),
    ),
    ...unchecked
      .filter((each) => probeOf(each, file) === undefined)
      .map((each) => untested(file.path, each.line === undefined ? 'the file' : `line ${each.line}`, each, names)),
  ];
}

/** What was not checked of the run as a whole. */
function runCases(unchecked: readonly Unchecked[], names: KernelNames): readonly JunitCase[] {
  return unchecked
    .filter(({ file }) => file === undefined)
    .map((each) => untested('tracefit', each.probe ?? 'the run', each, names));
}

function testCase(
  file: ReportFile,
  probe: ReportProbe,
  findings: readonly Finding[],
  unchecked: readonly Unchecked[],
  names: KernelNames,
): JunitCase {
  const head = { className: file.path, name: `${probeName(probe)} (line ${probe.line})` };
  const mine = findingsOf(probe, file, findings).filter(({ severity }) => severity === 'error');
  if (mine.length > 0)
    return failedCase(
      head,
      mine.map((each) => failure(each, names)),
    );
  const undecided = Object.entries(probe.verdicts).filter(([, verdict]) => verdict === 'unknown');
  if (undecided.length === 0) return passedCase(head);
  const on = names.fold(undecided.map(([id]) => id));
  const reasons = unchecked.filter((each) => probeOf(each, file) === probe).map(({ reason }) => reason);
  return skippedCase(head, [`could not be decided on ${on}`, ...new Set(reasons)]);
}

/** Something that was not checked. */
function untested(className: string, name: string, { reason, targets }: Unchecked, names: KernelNames): JunitCase {
  return skippedCase({ className, name }, [reason, ...(targets.length === 0 ? [] : [`on ${names.fold(targets)}`])]);
}

function unclaimed(file: ReportFile, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.severity === 'error' && probeOf(finding, file) === undefined);
}

function failure(finding: Finding, names: KernelNames): Failure {
  const place = `${finding.file}:${finding.line}:${finding.column}`;
  return { type: finding.rule, message: finding.message, body: [place, ...findingLines(finding, names)] };
}
