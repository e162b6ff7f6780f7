import type { Column } from './columns';
import { byId, element } from './element';
import { makeGrid } from './grid';
import { renderInSteps } from './in-steps';
import type { PageReport } from './report';
import { states, type State } from './state';

/** What is asked for when a cell is opened: a probe, on some kernels. */
export interface Opened {
  readonly row: number;
  /** Places of kernels. */
  readonly places: readonly number[];
}

export interface MatrixEvents {
  readonly open: (opened: Opened, from: HTMLElement) => void;
  /** A column was asked to unfold, or a kernel to go back to its column. */
  readonly toggle: (column: Column) => void;
}

/** So many probes are put on the page at a time. */
const step = 60;

/** Probes by kernels as a grid: rows come as they are scrolled to, cells are reached by arrow keys. */
export function renderMatrix(
  report: PageReport,
  rows: readonly number[],
  columns: readonly Column[],
  events: MatrixEvents,
): void {
  const table = element('table', {
    role: 'grid',
    'aria-label': 'Probes by kernels',
    'aria-rowcount': 1 + new Set(rows.map((row) => report.rows[row]?.file)).size + rows.length,
    'aria-colcount': columns.length + 1,
  });
  const isLong = columns.length > 10;
  table.append(element('thead', {}, head(columns, isLong)));
  const grid = makeGrid(table, {
    activate(cell) {
      const { row, column } = cell.dataset;
      const places = column === undefined ? undefined : columns[Number(column)];
      if (row === undefined) {
        if (places && (places.places.length > 1 || places.isOpened)) events.toggle(places);
        return;
      }
      const all = columns.flatMap((each) => each.places);
      events.open({ row: Number(row), places: places?.places ?? all }, cell);
    },
    renderAll: () => steps.all(),
  });
  let file = -1;
  let files = 0;
  let body = element('tbody');
  const steps = renderInSteps(rows, step, byId('more-rows'), (number, at) => {
    const row = report.rows[number];
    if (!row) return;
    if (row.file !== file) {
      file = row.file;
      body = element('tbody', {}, fileRow(report, file, at + files + 2, columns.length + 1));
      files++;
      table.append(body);
    }
    body.append(probeRow(report, number, at + files + 2, columns));
  });
  byId('matrix').replaceChildren(table);
  steps.start();
  grid.start();
}

function head(columns: readonly Column[], isLong: boolean): HTMLElement {
  const corner = element('th', { scope: 'col', class: 'corner', tabindex: -1 }, 'Probe');
  return element(
    'tr',
    { 'aria-rowindex': 1 },
    corner,
    ...columns.map((column, at) => {
      const { places, label, isOpened } = column;
      const canFold = places.length > 1 || isOpened;
      const count = places.length > 1 ? [element('small', {}, `${places.length} builds`)] : [];
      return element(
        'th',
        {
          scope: 'col',
          tabindex: -1,
          'data-column': at,
          class: [canFold ? 'folds' : '', isLong ? 'upright' : ''].join(' ').trim(),
          ...(canFold && { 'aria-expanded': String(isOpened), title: isOpened ? 'fold' : 'show each build' }),
        },
        element('span', {}, label, ...count),
      );
    }),
  );
}

function fileRow(report: PageReport, file: number, index: number, width: number): HTMLElement {
  const { path = '', format = '' } = report.files[file] ?? {};
  return element(
    'tr',
    { class: 'file', 'aria-rowindex': index },
    element(
      'th',
      { scope: 'rowgroup', colspan: width },
      element('span', {}, element('b', {}, path), ' ', element('small', {}, format)),
    ),
  );
}

function probeRow(report: PageReport, number: number, index: number, columns: readonly Column[]): HTMLElement {
  const row = report.rows[number];
  const cells = report.cells[number] ?? [];
  return element(
    'tr',
    { 'aria-rowindex': index },
    element(
      'th',
      { scope: 'row', tabindex: -1, 'data-row': number },
      element('span', { class: 'number' }, String(row?.line ?? '')),
      element('span', { class: 'probe' }, row?.probe ?? ''),
    ),
    ...columns.map(({ places, label }, column) => {
      const state: State = cells[places[0] ?? 0] ?? 'unknown';
      return element(
        'td',
        {
          role: 'gridcell',
          tabindex: -1,
          class: state,
          'data-row': number,
          'data-column': column,
          'aria-label': `${states[state].words} on ${label}`,
        },
        states[state].sign,
      );
    }),
  );
}
