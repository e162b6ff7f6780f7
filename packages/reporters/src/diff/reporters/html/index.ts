import type { DiffReporter } from '../../diff-reporter';
import type * as RenderPage from './render-page';

/** One page for people, with all it needs in it: counts, filters, and each change. */
export const html: DiffReporter = {
  id: 'html',
  title: 'HTML, one page to look around in',
  render(diff, options) {
    // The page's script and style are large; they are loaded when they are wanted.
    return [(require('./render-page') as typeof RenderPage).renderDiffPage(diff, options)];
  },
};
