import type { Finding, Severity } from '@tracefit/model';
import { findingLines } from '../../finding-lines';
import { kernelNames, type KernelNames } from '../../kernel-names';
import type { Reporter } from '../../reporter';
import { visibleText } from '../../visible-text';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions, which become annotations of the lines. */
export const github: Reporter = {
  id: 'github',
  title: 'annotations for GitHub Actions',
  render(report) {
    const names = kernelNames(report.targets);
    const { findings, unchecked } = report.summary;
    const lines = report.findings.map((finding) => annotation(finding, names));
    const problems = report.files.flatMap(({ path, problems: all }) =>
      all.map((problem) => command('warning', { file: path, ...problem }, 'not read', problem.message)),
    );
    const counts = `tracefit: ${findings.error} errors, ${findings.warning} warnings, ${unchecked} things not checked`;
    return `${[...lines, ...problems, counts].join('\n')}\n`;
  },
};

function annotation(finding: Finding, names: KernelNames): string {
  const text = [visibleText(finding.message), ...findingLines(finding, names)].join('\n');
  return command(commands[finding.severity], finding, finding.rule, text, true);
}

function command(
  word: string,
  at: { readonly file: string; readonly line: number; readonly column: number; readonly length: number },
  title: string,
  text: string,
  isVisible = false,
): string {
  const properties = [
    `file=${property(at.file)}`,
    `line=${at.line}`,
    `col=${at.column}`,
    `endColumn=${at.column + at.length}`,
    `title=${property(`tracefit ${title}`)}`,
  ];
  return `::${word} ${properties.join(',')}::${data(isVisible ? text : visibleText(text))}`;
}

/** As the runner unescapes it: `%`, and the ends of lines. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(visibleText(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
