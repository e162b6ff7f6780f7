import type { Report, Severity } from '@tracefit/model';
import { countWords } from '../../count-words';
import { visibleText } from '../../visible-text';
import { severityStyle } from './render-finding';
import type { TextContext } from './text-context';

/** The last lines: what was checked, and how it came out. */
export function renderSummary(report: Report, context: TextContext): readonly string[] {
  const { summary } = report;
  const { names, style } = context;
  const kernels = `${countWords(summary.targets, 'kernel')} (${visibleText(names.fold(names.order))})`;
  const skipped =
    summary.skipped === 0
      ? ''
      : `; ${countWords(summary.skipped, 'other file')} ${summary.skipped === 1 ? 'is' : 'are'} no trace definition`;
  const checked = `${countWords(summary.files, 'file')}, ${countWords(summary.probes, 'probe')}, ${kernels}${skipped}`;
  const undecided = summary.verdicts.breaks + summary.verdicts.unknown;
  const found = severities.reduce((sum, severity) => sum + summary.findings[severity], 0);
  if (found + summary.unchecked + summary.suppressed + undecided === 0) {
    return [
      `${checked}: ${summary.probes === 0 ? 'nothing to check' : style.green('no difference seen in signatures')}`,
    ];
  }
  return [
    checked,
    ...pairs(summary.verdicts),
    [
      ...severities
        .filter((severity) => summary.findings[severity] > 0)
        .map((severity) => {
          const count = summary.findings[severity];
          const words = severity === 'info' ? `${count} info` : countWords(count, severity);
          return style.bold(severityStyle(severity, context)(words));
        }),
      ...(found === 0 ? ['nothing found to be wrong'] : []),
      ...(summary.suppressed === 0 ? [] : [style.dim(`${summary.suppressed} suppressed`)]),
      ...(summary.unchecked === 0 ? [] : [style.yellow(`${countWords(summary.unchecked, 'thing')} not checked`)]),
    ].join(', '),
  ];
}

/** How the pairs of probe and kernel came out; nothing where there is none. */
function pairs({ fits, breaks, unknown }: Report['summary']['verdicts']): readonly string[] {
  const outcomes = [
    ...(fits === 0 ? [] : [`${fits} ${fits === 1 ? 'fits' : 'fit'}`]),
    ...(breaks === 0 ? [] : [`${breaks} ${breaks === 1 ? 'breaks' : 'break'}`]),
    ...(unknown === 0 ? [] : [`${unknown} could not be decided`]),
  ];
  if (outcomes.length === 0) return [];
  return [`${countWords(fits + breaks + unknown, 'pair')} of probe and kernel: ${outcomes.join(', ')}`];
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];
