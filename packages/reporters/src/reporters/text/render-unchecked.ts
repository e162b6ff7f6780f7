import type { Report, Unchecked } from '@tracefit/model';
import { countWords } from '../../count-words';
import { groupBy } from '../../group-by';
import { visibleText } from '../../visible-text';
import { wrapWords } from '../../wrap-words';
import type { TextContext } from './text-context';

/** At most so many reasons are spelled out, and so many places for each. */
const mostReasons = 12;
const mostPlaces = 3;

/** What was not checked, by reason, the most frequent first. */
export function renderUnchecked(report: Report, context: TextContext): readonly string[] {
  if (report.unchecked.length === 0) return [];
  // What was not understood has been shown with its line.
  const problems = new Set(
    report.files.flatMap((file) => file.problems.map(({ line, column }) => `${file.path}:${line}:${column}`)),
  );
  const others = report.unchecked.filter((one) => one.probe !== undefined || !problems.has(placeOf(one)));
  const shown = report.unchecked.length - others.length;
  const groups = [...groupBy(others, (one) => one.reason)].sort((a, b) => b[1].length - a[1].length);
  const rest = groups.slice(mostReasons);
  const hidden = rest.reduce((sum, [, same]) => sum + same.length, 0);
  const { bold, yellow } = context.style;
  return [
    bold(yellow(`not checked: ${countWords(report.unchecked.length, 'thing')}`)),
    ...groups.slice(0, mostReasons).flatMap(([reason, same]) => renderReason(reason, same, context)),
    ...(hidden === 0
      ? []
      : [`        and ${hidden} more for ${countWords(rest.length, 'other reason')}; --format json has them all`]),
    ...(shown === 0 ? [] : [`  ${String(shown).padStart(4)}  not understood, shown above`]),
  ];
}

function renderReason(reason: string, same: readonly Unchecked[], context: TextContext): readonly string[] {
  const { names, style, width } = context;
  const [first = '', ...more] = wrapWords(visibleText(reason), width - 8);
  const places = [...new Set(same.map(placeOf))].filter((place) => place !== '');
  const hidden = places.length - mostPlaces;
  const where = [...places.slice(0, mostPlaces), ...(hidden > 0 ? [`${hidden} more`] : [])].join(', ');
  const everywhere = same.some((one) => one.targets.length === 0);
  const kernels = everywhere ? [] : [...new Set(same.flatMap((one) => one.targets))];
  const on =
    kernels.length === 0 || kernels.length === names.order.length ? '' : visibleText(`on ${names.fold(kernels)}`);
  const details = [where, on].filter((part) => part !== '').join(' ');
  return [
    `  ${String(same.length).padStart(4)}  ${first}`,
    ...more.map((line) => `        ${line}`),
    ...(details === '' ? [] : wrapWords(details, width - 8).map((line) => `        ${style.dim(line)}`)),
  ];
}

/** The place, or the probe where there is none. */
function placeOf(one: Unchecked): string {
  const place = [one.file, one.line, one.column].filter((part) => part !== undefined).join(':');
  return visibleText(place === '' ? (one.probe ?? '') : place);
}
