import type { Finding, Report, ReportFile, ReportProbe, Unchecked } from '@tracefit/model';
import { findingLines } from '../../finding-lines';
import { kernelNames, type KernelNames } from '../../kernel-names';
import { findingsOf, probeName, probeOf } from '../../probe-of';
import type { Reporter } from '../../reporter';
import { visibleText } from '../../visible-text';
import { escapeMarkup } from '../../escape-markup';

/**
 * JUnit's XML, which build servers show as tests: a suite for each file, a test for each probe. What was not checked is a test
 * that was skipped, the only word the form has for it: passed would be untrue, and failed would be more than the exit code says.
 */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML, for build servers',
  render(report) {
    const names = kernelNames(report.targets);
    const suites = [
      ...report.files.map((file) => fileSuite(file, report, names)),
      ...runSuite(report.unchecked, names),
    ];
    const count = (key: 'tests' | 'failures' | 'skipped') => suites.reduce((sum, each) => sum + each[key], 0);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="tracefit" tests="${count('tests')}" failures="${count('failures')}" errors="0">`,
      ...suites.flatMap(({ lines }) => lines),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
  readonly lines: readonly string[];
}

function fileSuite(file: ReportFile, report: Report, names: KernelNames): Suite {
  const findings = report.findings.filter((finding) => finding.file === file.path);
  const unchecked = report.unchecked.filter((each) => each.file === file.path);
  return suite(file.path, [
    ...file.probes.map((probe) => testCase(file, probe, findings, unchecked, names)),
    ...unclaimed(file, findings).map((finding) => failureCase(file, finding, names)),
    ...unchecked
      .filter((each) => probeOf(each, file) === undefined)
      .map((each) => skippedCase(file.path, each.line === undefined ? 'the file' : `line ${each.line}`, each, names)),
  ]);
}

/** What was not checked of the run as a whole. */
function runSuite(unchecked: readonly Unchecked[], names: KernelNames): readonly Suite[] {
  const cases = unchecked
    .filter(({ file }) => file === undefined)
    .map((each) => skippedCase('tracefit', each.probe ?? 'the run', each, names));
  return cases.length === 0 ? [] : [suite('tracefit', cases)];
}

function suite(name: string, cases: readonly Case[]): Suite {
  const count = (state: 'failed' | 'skipped') => cases.filter((each) => each.state === state).length;
  const [failures, skipped] = [count('failed'), count('skipped')];
  const head = `name=${quote(name)} tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  const lines = [`  <testsuite ${head}>`, ...cases.flatMap((each) => each.lines), '  </testsuite>'];
  return { tests: cases.length, failures, skipped, lines };
}

interface Case {
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly lines: readonly string[];
}

function nameOf(probe: ReportProbe): string {
  return `${probeName(probe)} (line ${probe.line})`;
}

function testCase(
  file: ReportFile,
  probe: ReportProbe,
  findings: readonly Finding[],
  unchecked: readonly Unchecked[],
  names: KernelNames,
): Case {
  const open = `    <testcase classname=${quote(file.path)} name=${quote(nameOf(probe))}`;
  const mine = findingsOf(probe, file, findings).filter(({ severity }) => severity === 'error');
  if (mine.length > 0) {
    return { state: 'failed', lines: [`${open}>`, ...mine.flatMap((each) => failure(each, names)), '    </testcase>'] };
  }
  const undecided = Object.entries(probe.verdicts).filter(([, verdict]) => verdict === 'unknown');
  if (undecided.length === 0) return { state: 'passed', lines: [`${open}/>`] };
  const on = names.fold(undecided.map(([id]) => id));
  const reasons = unchecked.filter((each) => probeOf(each, file) === probe).map(({ reason }) => reason);
  const words = [`could not be decided on ${on}`, ...new Set(reasons)];
  return { state: 'skipped', lines: [`${open}>`, skipped(words), '    </testcase>'] };
}

/** Something that was not checked. */
function skippedCase(className: string, name: string, { reason, targets }: Unchecked, names: KernelNames): Case {
  const words = [reason, ...(targets.length === 0 ? [] : [`on ${names.fold(targets)}`])];
  return {
    state: 'skipped',
    lines: [`    <testcase classname=${quote(className)} name=${quote(name)}>`, skipped(words), '    </testcase>'],
  };
}

/** As an element's text, which all forms of JUnit's XML allow; not all have an attribute for it. */
function skipped(words: readonly string[]): string {
  return `      <skipped>${words.map((each) => escapeMarkup(visibleText(each))).join('\n')}</skipped>`;
}

function unclaimed(file: ReportFile, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.severity === 'error' && probeOf(finding, file) === undefined);
}

function failureCase(file: ReportFile, finding: Finding, names: KernelNames): Case {
  const name = quote(`${finding.probe} (line ${finding.line})`);
  return {
    state: 'failed',
    lines: [`    <testcase classname=${quote(file.path)} name=${name}>`, ...failure(finding, names), '    </testcase>'],
  };
}

function failure(finding: Finding, names: KernelNames): readonly string[] {
  const place = `${finding.file}:${finding.line}:${finding.column}`;
  const body = [visibleText(place), ...findingLines(finding, names)].map(escapeMarkup);
  return [
    `      <failure type=${quote(finding.rule)} message=${quote(finding.message)}>${body.join('\n')}`,
    '      </failure>',
  ];
}

function quote(text: string): string {
  return `"${escapeMarkup(visibleText(text))}"`;
}
