import type { Reporter } from '../../reporter';

/** Who reads it, and where the form is described. */
export const template: Reporter = {
  id: '_template',
  title: 'a template',
  render: (report) => `${report.findings.length} findings\n`,
};
