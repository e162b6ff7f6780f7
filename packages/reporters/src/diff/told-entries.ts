import { createHash } from 'node:crypto';
import type { SurfaceDiff, SurfaceEntry, SurfaceUse } from '@tracefit/model';
import { groupBy } from '../group-by';
import type { DiffOptions } from './diff-reporter';
import { entryLines } from './entry-words';

/** An entry for what reads results one by one: once for each file that relies on it, or once without a place. */
export interface ToldEntry {
  readonly entry: SurfaceEntry;
  /** The first place of the file. */
  readonly place?: SurfaceUse;
  /** What is said beyond the name, the other places of the file included. */
  readonly lines: readonly string[];
  /** An error where a definition relies on what breaks; where none was named, what breaks is a warning. */
  readonly severity: 'error' | 'warning' | 'info';
  /** Twelve hex digits, others for each; the same for the same kernels, thing and file, whatever the line. */
  readonly fingerprint: string;
}

/** What is told of a diff, result by result: what breaks traces, with `details` everything. */
export function* toldEntries(diff: SurfaceDiff, { details }: Pick<DiffOptions, 'details'>): Iterable<ToldEntry> {
  const pair = [diff.before.id, diff.after.id];
  for (const entry of diff.entries) {
    const { part, name, change, breaking, usedBy = [] } = entry;
    if (!details && !breaking) continue;
    const what = [...pair, part, name, change];
    const lines = entryLines(entry);
    if (usedBy.length === 0) {
      yield { entry, lines, severity: breaking ? 'warning' : 'info', fingerprint: fingerprintOf(what) };
      continue;
    }
    for (const [file, [place, ...others]] of groupBy(usedBy, (use) => use.file)) {
      const also = others.length === 0 ? [] : [`also in line ${others.map(({ line }) => line).join(', ')}`];
      const severity = breaking ? 'error' : 'info';
      yield {
        entry,
        lines: [...lines, ...also],
        severity,
        fingerprint: fingerprintOf([...what, file]),
        ...(place && { place }),
      };
    }
  }
}

function fingerprintOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
