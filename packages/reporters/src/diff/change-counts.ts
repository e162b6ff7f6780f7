import type { SurfaceChange, SurfaceDiff } from '@tracefit/model';
import { groupBy } from '../group-by';
import { diffParts, partWords } from './part-words';

/** The columns of the counts: what they are called, and the changes they count. */
const columns: readonly (readonly [string, readonly SurfaceChange[]])[] = [
  ['added', ['added']],
  ['removed', ['removed', 'renamed', 'inlined', 'cloned']],
  ['changed', ['changed']],
  ['not traceable', ['untraceable']],
  ['now traceable', ['traceable']],
];

/** How many of each part changed how: a row of heads, then a row for each part with any. */
export function changeCounts({ entries: all }: SurfaceDiff): readonly (readonly string[])[] {
  const found = groupBy(all, ({ part }) => part);
  const rows = diffParts.flatMap((part) => {
    const entries = found.get(part);
    if (!entries) return [];
    const of = new Map<SurfaceChange, number>();
    let breaking = 0;
    for (const entry of entries) {
      of.set(entry.change, (of.get(entry.change) ?? 0) + 1);
      if (entry.breaking) breaking++;
    }
    const sums = columns.map(([, changes]) => changes.reduce((sum, change) => sum + (of.get(change) ?? 0), 0));
    return [[partWords[part], ...sums, breaking]];
  });
  return [['', ...columns.map(([word]) => word), 'breaks traces'], ...rows.map((row) => row.map(String))];
}
