import type { PageUnchecked } from '../src/reporters/html/page-data';
import { byId, element, prose } from './element';
import { renderFinding } from './finding';
import type { Opened } from './matrix';
import type { PageReport } from './report';
import { states, type State } from './state';

/** The place beside the matrix where what was opened is shown. */
export interface Panel {
  /** Shows a probe on some kernels. */
  showCell(opened: Opened, from: HTMLElement): void;
  /** Shows one finding by its number. */
  showFinding(number: number, from: HTMLElement | undefined): void;
}

export function makePanel(report: PageReport): Panel {
  const panel = byId('panel');
  const content = byId('panel-content');
  let opener: HTMLElement | undefined;
  const show = (from: HTMLElement | undefined, heading: string, ...parts: readonly (Node | string)[]): void => {
    opener?.classList.remove('open');
    opener = from;
    opener?.classList.add('open');
    const title = element('h2', { id: 'panel-title', tabindex: -1 }, heading);
    content.replaceChildren(title, ...parts);
    panel.hidden = false;
    document.body.classList.add('with-panel');
    panel.scrollTop = 0;
    title.focus({ preventScroll: true });
    from?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const close = (): void => {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove('with-panel');
    opener?.classList.remove('open');
    opener?.focus();
    history.replaceState(null, '', ' ');
  };
  byId('close').addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  return {
    showCell({ row: number, places }, from) {
      const row = report.rows[number];
      if (!row) return;
      const wanted = new Set(places);
      const findings = row.findings.filter((at) => report.meets(report.findings[at]?.on ?? -1, wanted));
      const reasons = row.unchecked
        .flatMap((at) => report.unchecked[at] ?? [])
        .filter(({ on }) => report.meets(on, wanted));
      const [only] = findings;
      if (findings.length === 1) point(report, only);
      show(
        from,
        row.probe,
        element(
          'p',
          { class: 'place' },
          element('span', { class: 'path' }, `${report.files[row.file]?.path ?? ''}:${row.line}`),
          ' on ',
          element('span', { class: 'kernels' }, report.name(places)),
        ),
        verdicts(report, number, places),
        ...findings.flatMap((at) => report.findings[at] ?? []).map((finding) => renderFinding(report, finding)),
        ...reasons.map((one) => notChecked(report, one)),
        ...(findings.length + reasons.length > 0 ? [] : [untold(report, number, places)]),
      );
    },
    showFinding(number, from) {
      const finding = report.findings[number];
      if (!finding) return;
      point(report, number);
      show(from, finding.probe, renderFinding(report, finding));
    },
  };
}

function notChecked(report: PageReport, { reason, place, on }: PageUnchecked): HTMLElement {
  return element(
    'article',
    { class: 'finding unknown' },
    element('h3', {}, element('span', { class: 'badge unknown' }, 'not checked')),
    element('p', { class: 'message' }, prose(reason)),
    element(
      'p',
      { class: 'place' },
      ...(place === '' ? [] : [element('span', { class: 'path' }, place), ' on ']),
      element('span', { class: 'kernels' }, on < 0 ? 'all kernels' : report.nameSet(on)),
    ),
  );
}

/** Nothing is said of the probe by itself: that it fits, or, where it is not decided, that nobody says why. */
function untold(report: PageReport, row: number, places: readonly number[]): Node {
  const isFine = places.every((place) => report.cells[row]?.[place] === 'fits');
  if (!isFine) return notChecked(report, { reason: 'the report does not say why', place: '', on: -1 });
  return element('p', { class: 'dim' }, 'That no signature differs is no proof: what the values mean is not seen.');
}

/** The address leads to the finding that is shown. */
function point(report: PageReport, number: number | undefined): void {
  const finding = report.findings[number ?? -1];
  if (finding) history.replaceState(null, '', `#${finding.fingerprint}`);
}

/** How the probe fares on the kernels, one line for each way. */
function verdicts(report: PageReport, row: number, places: readonly number[]): HTMLElement {
  const ways = new Map<State, number[]>();
  for (const place of places) {
    const state = report.cells[row]?.[place] ?? 'unknown';
    ways.set(state, [...(ways.get(state) ?? []), place]);
  }
  return element(
    'ul',
    { class: 'verdicts' },
    ...[...ways].map(([state, on]) =>
      element(
        'li',
        { class: state },
        element('span', { class: `sign ${state}`, 'aria-hidden': 'true' }, states[state].sign),
        ` ${states[state].words}${ways.size > 1 ? ` on ${report.name(on)}` : ''}`,
      ),
    ),
  );
}
