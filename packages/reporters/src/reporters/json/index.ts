import type { Reporter } from '../../reporter';
import { visibleJson } from '../../visible-text';

/** The report itself, as `schemas/report.schema.json` describes it. */
export const json: Reporter = {
  id: 'json',
  title: 'the whole report as JSON',
  render: (report) => `${visibleJson(JSON.stringify(report, undefined, 2))}\n`,
};
