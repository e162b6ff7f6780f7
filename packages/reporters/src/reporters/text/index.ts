import { kernelNames } from '../../kernel-names';
import type { Reporter } from '../../reporter';
import { renderFinding } from './render-finding';
import { renderMatrix } from './render-matrix';
import { renderNotes } from './render-notes';
import { renderProblems } from './render-problems';
import { renderStale } from './render-stale';
import { renderSummary } from './render-summary';
import { renderUnchecked } from './render-unchecked';
import { sourceLines } from '../../source-lines';
import type { TextContext } from './text-context';

/** The narrowest terminal that is laid out for; on a narrower one lines break. */
const narrowest = 40;

/** For people: each finding once with all its kernels, what was not checked, probes against kernels, counts. */
export const text: Reporter = {
  id: 'text',
  title: 'for people: findings with the line they stand on, and counts',
  render(report, { style, width, source }) {
    const context: TextContext = {
      style,
      width: Math.max(narrowest, width),
      names: kernelNames(report.targets),
      lines: sourceLines(source),
    };
    const blocks = [
      ...report.findings.map((finding) => renderFinding(finding, context)),
      ...report.files.flatMap((file) => renderProblems(file, context)),
      renderMatrix(report, context),
      renderUnchecked(report, context),
      renderNotes(report, context),
      renderStale(report, context),
      renderSummary(report, context),
    ].filter((block) => block.length > 0);
    return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
  },
};
