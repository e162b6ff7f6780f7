import type { DiffReporter } from '../../diff-reporter';
import { renderDiff } from '../../render-diff';

export const markdown: DiffReporter = {
  id: 'markdown',
  title: 'the same as Markdown, for job summaries and comments',
  render: (diff, options) => [renderDiff(diff, { ...options, markdown: true })],
};
