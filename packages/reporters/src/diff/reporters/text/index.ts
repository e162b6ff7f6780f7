import type { DiffReporter } from '../../diff-reporter';
import { renderDiff } from '../../render-diff';

export const text: DiffReporter = {
  id: 'text',
  title: 'for people: counts, then what has changed, by part and subsystem',
  render: (diff, options) => [renderDiff(diff, { ...options, markdown: false })],
};
