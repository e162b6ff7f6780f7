import type { DiffPageData, DiffPageEntry } from '../../src/diff/reporters/html/page-data';
import { countWords } from '../../src/count-words';
import { byId, element } from '../element';
import { renderInSteps } from '../in-steps';
import { hasWords, wordsIn } from '../words';
import { focusSearchOnSlash } from '../search-key';

/** So many items are put on the page at a time. */
const step = 200;

const { changes, parts } = JSON.parse(byId('diff').textContent) as DiffPageData;
const text = byId('text') as HTMLInputElement;
const part = byId('part') as HTMLSelectElement;
const breaking = byId('breaking') as HTMLInputElement;
const chosen = new Set<number>();

interface Shown {
  readonly title: string;
  readonly entry: DiffPageEntry;
}

const all = parts.flatMap(({ title, entries }) => entries.map((entry): Shown => ({ title, entry })));

function isWanted({ title, entry: [change, breaks, name, module, lines] }: Shown, words: readonly string[]): boolean {
  if (part.value !== '' && part.value !== title) return false;
  if (breaking.checked && breaks === 0) return false;
  if (chosen.size > 0 && !chosen.has(change)) return false;
  return words.length === 0 || hasWords([title, name, module, ...lines].join('\n'), words);
}

function show(): void {
  const words = wordsIn(text.value);
  const shown = all.filter((each) => isWanted(each, words));
  const list = byId('changes');
  list.replaceChildren();
  let last = '';
  renderInSteps(shown, step, byId('more-changes'), ({ title, entry }) => {
    if (title !== last) list.append(element('li', { class: 'part' }, element('h3', {}, title)));
    last = title;
    list.append(item(entry));
  }).start();
  byId('shown').textContent =
    shown.length === all.length
      ? countWords(all.length, 'change')
      : `${shown.length} of ${countWords(all.length, 'change')}`;
  byId('none').hidden = shown.length > 0;
}

const looks: Readonly<Record<string, string>> = { added: 'fits', traceable: 'fits', changed: 'warning' };

function item([change, breaks, name, module, lines]: DiffPageEntry): HTMLElement {
  const word = changes[change] ?? '';
  return element(
    'li',
    {},
    element('span', { class: `badge ${looks[word] ?? 'error'}` }, word),
    ' ',
    element('code', {}, name),
    ...(module === '' ? [] : [' ', element('span', { class: 'dim' }, `module ${module}`)]),
    ...(breaks === 1 ? [] : [' ', element('span', { class: 'dim' }, 'breaks no trace')]),
    ...lines.map((line) => element('div', { class: 'path dim' }, line)),
  );
}

byId('states').append(
  ...changes.map((word, at) => {
    const button = element('button', { type: 'button', class: 'state', 'aria-pressed': 'false' }, ` ${word}`);
    button.addEventListener('click', () => {
      if (!chosen.delete(at)) chosen.add(at);
      button.setAttribute('aria-pressed', String(chosen.has(at)));
      show();
    });
    return button;
  }),
);
part.append(...parts.map(({ title }) => new Option(title, title)));
for (const each of [part, breaking]) each.addEventListener('change', show);
text.addEventListener('input', show);
byId('filters').addEventListener('submit', (event) => {
  event.preventDefault();
});
focusSearchOnSlash(text);
show();
