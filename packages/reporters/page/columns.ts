import type { PageReport } from './report';

/** Kernels beside one another on which every shown probe fares alike, or one that is shown by itself. */
export interface Column {
  /** Places of kernels. */
  readonly places: readonly number[];
  readonly label: string;
  /** Shown by itself though it could be folded. */
  readonly isOpened: boolean;
}

/**
 * Folds kernels into columns.
 *
 * @param rows the shown probes
 * @param shown the kernels to show
 * @param opened those that are to stand by themselves
 */
export function foldColumns(
  report: PageReport,
  rows: readonly number[],
  shown: ReadonlySet<number>,
  opened: ReadonlySet<number>,
): readonly Column[] {
  const keys = report.kernels.map((_, place) => rows.map((row) => report.cells[row]?.[place] ?? '').join(' '));
  const fold = (order: readonly number[]): readonly number[][] => {
    const groups: number[][] = [];
    for (const place of order) {
      if (!shown.has(place)) continue;
      const group = groups.at(-1);
      const last = group?.at(-1);
      const isAlike = last !== undefined && keys[last] === keys[place] && !opened.has(last) && !opened.has(place);
      if (group && isAlike) group.push(place);
      else groups.push([place]);
    }
    return groups;
  };
  // From old to new is read most easily; where that is cut to pieces, kernels of a kind stand together.
  const byAge = fold([...report.kernels.keys()]);
  const byKind = fold(report.byKind);
  const groups = byKind.length < byAge.length ? byKind : byAge;
  return groups.map((places) => {
    const [first = 0] = places;
    const isOpened = opened.has(first);
    const label = isOpened ? (report.kernels[first]?.release ?? '') : report.name(places);
    return { places, label, isOpened };
  });
}
