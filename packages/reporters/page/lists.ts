import type { PageUnchecked } from '../src/reporters/html/page-data';
import { countWords } from '../src/count-words';
import { groupBy } from '../src/group-by';
import { byId, element, prose } from './element';
import { stateOf } from './filter';
import { renderInSteps } from './in-steps';
import type { PageReport } from './report';
import { states } from './state';

/** So many items are put on the page at a time. */
const step = 60;
/** At most so many places of one reason are named. */
const mostPlaces = 20;

/** The findings with these numbers, each as a button that opens it. */
export function renderFindings(
  report: PageReport,
  numbers: readonly number[],
  open: (number: number, from: HTMLElement) => void,
): void {
  const list = element('ol', { class: 'findings' });
  byId('findings').replaceChildren(list);
  byId('findings-count').textContent = String(numbers.length);
  renderInSteps(numbers, step, byId('more-findings'), (number) => {
    const finding = report.findings[number];
    if (!finding) return;
    const state = stateOf(finding);
    const button = element(
      'button',
      { type: 'button', class: state },
      element('span', { class: `sign ${state}`, 'aria-hidden': 'true' }, states[state].sign),
      element('span', { class: 'what' }, element('b', {}, finding.rule), ' ', prose(finding.message)),
      element('span', { class: 'path' }, `${finding.file}:${finding.line}`),
      element('span', { class: 'kernels' }, report.nameSet(finding.on)),
    );
    button.addEventListener('click', () => {
      open(number, button);
    });
    list.append(element('li', {}, button));
  }).start();
}

/** What was not checked, by reason, the most frequent first; made when it is unfolded. */
export function renderUnchecked(report: PageReport): void {
  whenUnfolded('unchecked', (place) => {
    const groups = [...groupBy(report.unchecked, ({ reason }) => reason)].sort((a, b) => b[1].length - a[1].length);
    place.append(
      element('ul', { class: 'reasons' }, ...groups.map(([reason, same]) => renderReason(report, reason, same))),
    );
  });
}

function renderReason(report: PageReport, reason: string, same: readonly PageUnchecked[]): HTMLElement {
  const places = [...new Set(same.map(({ place }) => place))].filter((place) => place !== '');
  const more = places.length - mostPlaces;
  const everywhere = same.some(({ on }) => on < 0);
  const on = everywhere ? 'all kernels' : report.name(new Set(same.flatMap((one) => report.members(one.on))));
  return element(
    'li',
    {},
    element('p', {}, element('span', { class: 'sign unknown', 'aria-hidden': 'true' }, '?'), ' ', prose(reason)),
    element(
      'p',
      { class: 'place' },
      element(
        'span',
        { class: 'path' },
        [...places.slice(0, mostPlaces), ...(more > 0 ? [`${more} more`] : [])].join(', '),
      ),
      places.length > 0 ? ' on ' : 'on ',
      element('span', { class: 'kernels' }, on),
    ),
  );
}

/** The kernels, with what could not be seen of each; made when it is unfolded. */
export function renderKernels(report: PageReport): void {
  whenUnfolded('kernels', (place) => {
    const rows = report.kernels.map(({ id, version, arch, notes }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, id),
        element('td', {}, version),
        element('td', {}, arch),
        element('td', {}, ...notes.map((note) => element('p', {}, note))),
      ),
    );
    const heads = ['kernel', 'version', 'architecture', 'what could not be seen of it'];
    place.append(
      element(
        'table',
        { class: 'plain' },
        element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, ...rows),
      ),
    );
  });
}

const staleWords = {
  unused: 'allows what was not found',
  expired: 'is past its day',
  'unknown-rule': 'names a rule there is not',
} as const;

/** Suppressions that did nothing; made when they are unfolded. */
export function renderStale(report: PageReport): void {
  byId('stale-section').hidden = report.stale.length === 0;
  whenUnfolded('stale', (place) => {
    const items = report.stale.map(({ place: where, kind, rule }) =>
      element('li', {}, element('span', { class: 'path' }, where), ` ${staleWords[kind]}: ${rule}`),
    );
    place.append(element('ul', {}, ...items));
  });
  byId('stale-count').textContent = countWords(report.stale.length, 'suppression');
}

function whenUnfolded(id: string, make: (place: HTMLElement) => void): void {
  byId(`${id}-section`).addEventListener(
    'toggle',
    () => {
      make(byId(id));
    },
    { once: true },
  );
}
