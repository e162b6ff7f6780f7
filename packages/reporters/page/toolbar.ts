import { groupBy } from '../src/group-by';
import { byId, element } from './element';
import type { Filter } from './filter';
import type { PageReport } from './report';
import { focusSearchOnSlash } from './search-key';
import { stateNames, states, type State } from './state';

export interface ToolbarEvents {
  /** The filter has changed. */
  readonly change: () => void;
  /** Every kernel is to have a column of its own, or kernels are to be folded. */
  readonly showEach: (each: boolean) => void;
}

/** The filters above the matrix. */
export function makeToolbar(report: PageReport, events: ToolbarEvents): { readonly filter: () => Filter } {
  const chosen = new Set<State>();
  const everywhere: ReadonlySet<number> = new Set(report.kernels.keys());
  const text = byId('text') as HTMLInputElement;
  const rule = byId('rule') as HTMLSelectElement;
  const kernel = byId('kernel') as HTMLSelectElement;
  const each = byId('each') as HTMLInputElement;
  const kernels = kernelChoices(report);

  byId('states').append(
    ...stateNames.flatMap((state) => {
      const count = report.cells.filter((cells) => cells.includes(state)).length;
      return count === 0 ? [] : [stateButton(state, count, chosen, events.change)];
    }),
  );
  rule.append(...[...new Set(report.findings.map((finding) => finding.rule))].sort().map((id) => new Option(id, id)));
  for (const { group, choices } of kernels) {
    const options = choices.map(({ label, value }) => new Option(label, value));
    kernel.append(element('optgroup', { label: group }, ...options));
  }
  text.addEventListener('input', events.change);
  rule.addEventListener('change', events.change);
  kernel.addEventListener('change', events.change);
  each.addEventListener('change', () => {
    events.showEach(each.checked);
  });
  byId('filters').addEventListener('submit', (event) => {
    event.preventDefault();
  });
  focusSearchOnSlash(text);
  return {
    filter: () => ({
      states: chosen,
      rule: rule.value,
      text: text.value,
      kernels: kernel.value === '' ? everywhere : new Set(kernel.value.split(' ').map(Number)),
    }),
  };
}

function stateButton(state: State, count: number, chosen: Set<State>, change: () => void): HTMLElement {
  const button = element(
    'button',
    { type: 'button', class: `state ${state}`, 'aria-pressed': 'false', 'data-state': state },
    element('span', { class: `sign ${state}`, 'aria-hidden': 'true' }, states[state].sign),
    ` ${states[state].label} `,
    element('span', { class: 'count' }, String(count)),
  );
  button.addEventListener('click', () => {
    if (!chosen.delete(state)) chosen.add(state);
    button.setAttribute('aria-pressed', String(chosen.has(state)));
    change();
  });
  return button;
}

interface Choices {
  readonly group: string;
  /** `value` is places of kernels. */
  readonly choices: readonly { readonly label: string; readonly value: string }[];
}

/** Series, then each kernel. */
function kernelChoices(report: PageReport): readonly Choices[] {
  const series = groupBy(report.kernels.keys(), (place) => {
    const version = report.kernels[place]?.version ?? '';
    return /^\d+\.\d+/.exec(version)?.[0] ?? version;
  });
  return [
    {
      group: 'Series',
      choices: [...series].map(([label, places]) => ({
        label: places.length > 1 ? `${label} (${places.length} builds)` : label,
        value: places.join(' '),
      })),
    },
    { group: 'Builds', choices: report.kernels.map(({ id }, place) => ({ label: id, value: String(place) })) },
  ];
}
