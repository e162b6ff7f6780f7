import type { Severity } from '@tracefit/model';
import { findingLines } from '../../finding-lines';
import { kernelNames } from '../../kernel-names';
import type { Reporter } from '../../reporter';
import { visibleJson, visibleText } from '../../visible-text';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab's Code Quality report, a part of Code Climate's. */
export const gitlab: Reporter = {
  id: 'gitlab',
  title: 'a Code Quality report for GitLab',
  render(report) {
    const names = kernelNames(report.targets);
    const issues = report.findings.map((finding) => ({
      type: 'issue',
      check_name: finding.rule,
      description: visibleText(`${finding.message}, on ${names.fold(finding.targets)}`),
      content: { body: findingLines(finding, names).join('\n') },
      categories: ['Compatibility'],
      severity: severities[finding.severity],
      fingerprint: finding.fingerprint,
      location: { path: visibleText(finding.file), lines: { begin: finding.line } },
    }));
    return `${visibleJson(JSON.stringify(issues, undefined, 2))}\n`;
  },
};
