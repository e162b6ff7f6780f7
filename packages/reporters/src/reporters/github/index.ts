import type { Finding, Severity } from '@tracefit/model';
import { findingLines } from '../../finding-lines';
import { kernelNames, type KernelNames } from '../../kernel-names';
import type { Reporter } from '../../reporter';
import { visibleText } from '../../visible-text';
import { workflowCommand } from '../../workflow-command';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Readonly<
  Record<Severity, string>
>;

/** Workflow commands of GitHub Actions, which become annotations of the lines. */
export const github: Reporter = {
  id: 'github',
  title: 'annotations for GitHub Actions',
  render(report) {
    const names = kernelNames(report.targets);
    const { findings, unchecked } = report.summary;
    const lines = report.findings.map((finding) => annotation(finding, names));
    const problems = report.files.flatMap(({ path, problems: all }) =>
      all.map((problem) =>
        workflowCommand('warning', { file: path, ...problem }, 'not read', visibleText(problem.message)),
      ),
    );
    const counts = `tracefit: ${findings.error} errors, ${findings.warning} warnings, ${unchecked} things not checked`;
    return `${[...lines, ...problems, counts].join('\n')}\n`;
  },
};

function annotation(finding: Finding, names: KernelNames): string {
  const text = [visibleText(finding.message), ...findingLines(finding, names)].join('\n');
  return workflowCommand(commands[finding.severity], finding, finding.rule, text);
}
