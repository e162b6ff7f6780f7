import type { Finding, Report, ReportFile, ReportProbe } from '@tracefit/model';
import { findingLines } from '../../finding-lines';
import { kernelNames, type KernelNames } from '../../kernel-names';
import { probeName, probeOf } from '../../probe-of';
import type { Reporter } from '../../reporter';
import { visibleText } from '../../visible-text';
import { escapeMarkup } from '../../escape-markup';

/** JUnit's XML, which build servers show as tests: a suite for each file, a test for each probe. */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML, for build servers',
  render(report) {
    const names = kernelNames(report.targets);
    const suites = report.files.map((file) => suite(file, report, names));
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

function suite(file: ReportFile, report: Report, names: KernelNames): Suite {
  const findings = report.findings.filter((finding) => finding.file === file.path);
  const cases = [
    ...file.probes.map((probe) => testCase(file, probe, findings, names)),
    ...unclaimed(file, findings).map((finding) => failureCase(file, finding, names)),
    ...file.problems.map((problem) => ({
      state: 'skipped' as const,
      lines: [
        `    <testcase classname=${quote(file.path)} name=${quote(`line ${problem.line}`)}>`,
        `      <skipped message=${quote(problem.message)}/>`,
        '    </testcase>',
      ],
    })),
  ];
  const count = (state: 'failed' | 'skipped') => cases.filter((each) => each.state === state).length;
  const [failures, skipped] = [count('failed'), count('skipped')];
  const head = `name=${quote(file.path)} tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
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

function testCase(file: ReportFile, probe: ReportProbe, findings: readonly Finding[], names: KernelNames): Case {
  const open = `    <testcase classname=${quote(file.path)} name=${quote(nameOf(probe))}`;
  const mine = findings.filter((finding) => probeOf(finding, file) === probe && finding.severity === 'error');
  if (mine.length > 0) {
    return { state: 'failed', lines: [`${open}>`, ...mine.flatMap((each) => failure(each, names)), '    </testcase>'] };
  }
  const undecided = Object.entries(probe.verdicts).filter(([, verdict]) => verdict === 'unknown');
  if (undecided.length === 0) return { state: 'passed', lines: [`${open}/>`] };
  const on = names.fold(undecided.map(([id]) => id));
  return {
    state: 'skipped',
    lines: [`${open}>`, `      <skipped message=${quote(`could not be decided on ${on}`)}/>`, '    </testcase>'],
  };
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
