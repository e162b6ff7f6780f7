import type { Finding, Report, Severity } from '@tracefit/model';
import type { Fix, ReportingDescriptor, Result } from 'sarif';
import { findingLines } from '../../finding-lines';
import { kernelNames } from '../../kernel-names';
import type { RenderOptions, Reporter } from '../../reporter';
import { location, notification, region, sarifLog, uriOf } from '../../sarif-log';
import { visibleText } from '../../visible-text';

const levels: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0 (OASIS), which code hosts show beside the lines: rules with their help, fingerprints, fixes, suppressions. */
export const sarif: Reporter = {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning',
  render(report, options) {
    const all = [...report.findings, ...report.suppressed.map(({ finding }) => finding)];
    const rules = [...new Set(all.map(({ rule }) => rule))].sort();
    return sarifLog({
      version: report.tool.version,
      rules: rules.map((id) => ruleObject(id, options)),
      results: [
        ...report.findings.map((finding) => result(finding, report, rules)),
        ...report.suppressed.map(({ finding, suppression }): Result => ({
          ...result(finding, report, rules),
          suppressions: [
            {
              kind: suppression.by === 'comment' ? 'inSource' : 'external',
              justification: visibleText(suppression.reason),
            },
          ],
        })),
      ],
      invocations: [
        {
          executionSuccessful: true,
          toolExecutionNotifications: report.unchecked.map(({ reason, file, line, column }) =>
            notification(
              `not checked: ${reason}`,
              file === undefined ? undefined : [location(file, { line: line ?? 1, column: column ?? 1 })],
            ),
          ),
        },
      ],
    });
  },
};

function ruleObject(id: string, { rule }: RenderOptions): ReportingDescriptor {
  const text = rule?.(id);
  return {
    id,
    ...(text && {
      shortDescription: { text: text.title },
      defaultConfiguration: { level: levels[text.severity] },
      help: { text: text.help, markdown: text.page },
    }),
  };
}

function result(finding: Finding, report: Report, rules: readonly string[]): Result {
  const names = kernelNames(report.targets);
  return {
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: [visibleText(finding.message), ...findingLines(finding, names)].join('\n') },
    locations: [location(finding.file, finding)],
    partialFingerprints: { 'tracefit/v1': finding.fingerprint },
    // One for each thing that was seen, with the kernels it was seen on: the place of all of them is the finding's.
    relatedLocations: finding.evidence.map((evidence, id) => ({
      id,
      message: {
        text: visibleText(
          [evidence.kind, evidence.targets.length === 0 ? '' : names.fold(evidence.targets), evidence.text]
            .filter((part) => part !== '')
            .join(': '),
        ),
      },
      ...location(finding.file, finding),
    })),
    ...(finding.edits && { fixes: [fix(finding, finding.edits)] }),
    properties: {
      effect: finding.effect,
      probe: visibleText(finding.probe),
      kernels: finding.targets.map(visibleText),
    },
  };
}

function fix(finding: Finding, edits: NonNullable<Finding['edits']>): Fix {
  return {
    description: { text: visibleText(finding.fix) },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(finding.file) },
        replacements: edits.map(({ line, column, length, text }) => ({
          deletedRegion: region({ line, column, length }),
          insertedContent: { text },
        })),
      },
    ],
  };
}
