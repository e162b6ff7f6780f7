import type { PageData } from '../src/reporters/html/page-data';
import { countWords } from '../src/count-words';
import { foldColumns } from './columns';
import { byId } from './element';
import { filterFindings, filterRows } from './filter';
import { renderFindings, renderKernels, renderStale, renderUnchecked } from './lists';
import { renderMatrix } from './matrix';
import { makePanel } from './panel';
import { pageReport } from './report';
import { makeToolbar } from './toolbar';

const report = pageReport(JSON.parse(byId('report').textContent) as PageData);
const panel = makePanel(report);
/** Kernels that stand by themselves, with all that were in the column they came from. */
const opened = new Map<number, readonly number[]>();

const toolbar = makeToolbar(report, {
  change: show,
  showEach(each) {
    opened.clear();
    if (each) for (const place of report.kernels.keys()) opened.set(place, [...report.kernels.keys()]);
    show();
  },
});

function show(): void {
  const filter = toolbar.filter();
  const rows = filterRows(report, filter);
  const columns = foldColumns(report, rows, filter.kernels, new Set(opened.keys()));
  const findings = filterFindings(report, filter);
  renderMatrix(report, rows, columns, {
    open: (cell, from) => {
      panel.showCell(cell, from);
    },
    toggle({ places, isOpened }) {
      const all = isOpened ? (opened.get(places[0] ?? -1) ?? []) : places;
      for (const place of all) {
        if (isOpened) opened.delete(place);
        else opened.set(place, places);
      }
      const at = columns.findIndex((column) => column.places[0] === places[0]);
      show();
      focusHead(isOpened ? Math.max(0, at - all.indexOf(places[0] ?? -1)) : at);
    },
  });
  renderFindings(report, findings, panel.showFinding);
  byId('shown').textContent =
    rows.length === report.rows.length
      ? countWords(rows.length, 'probe')
      : `${rows.length} of ${countWords(report.rows.length, 'probe')}`;
  byId('none').hidden = rows.length > 0;
  byId('none').textContent = report.rows.length === 0 ? 'No probe was found.' : 'No probe is like that.';
}

function focusHead(at: number): void {
  const heads = byId('matrix').querySelectorAll<HTMLElement>('th[data-column]');
  heads[Math.min(at, heads.length - 1)]?.focus();
}

show();
renderUnchecked(report);
renderKernels(report);
renderStale(report);

/** A link to a finding opens it. */
function openLinked(): void {
  const number = report.findings.findIndex(({ fingerprint }) => `#${fingerprint}` === location.hash);
  if (number >= 0) panel.showFinding(number, undefined);
}

openLinked();
addEventListener('hashchange', openLinked);
