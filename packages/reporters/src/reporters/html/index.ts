import type { Reporter } from '../../reporter';
import type * as RenderPage from './render-page';

/** One page for people, with all it needs in it: probes by kernels, filters, and each finding where a cell is opened. */
export const html: Reporter = {
  id: 'html',
  title: 'HTML, one page to look around in',
  render(report, options) {
    // The page's script and style are large; they are loaded when they are wanted.
    return (require('./render-page') as typeof RenderPage).renderPage(report, options);
  },
};
