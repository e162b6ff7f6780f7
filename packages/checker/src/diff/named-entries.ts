import type { NameDifference, SurfaceDetail, SurfaceEntry, SurfacePart } from '@tracefit/model';
import type { Absence } from './absence';
import type { Compared, Side } from './compared';
import { changedEntry, nothingMore, surfaceEntry, type Change } from './surface-entry';

/** What there is to say of things that are compared by name: all but functions, which also become what others are not. */
export interface NamedPart<T> {
  readonly part: SurfacePart;
  readonly differences: Iterable<NameDifference<T>>;
  /** Whether one is told at all. */
  readonly isTold?: (name: string) => boolean;
  /** What one is called in a report, if not by its name. */
  readonly title?: (name: string, thing: T) => string;
  /** The modules that bring it on a kernel; none where its image does. */
  readonly modules?: (thing: T, name: string, side: Side) => readonly string[];
  /** What has changed about one that both kernels have; none where nothing has that a trace could see. */
  readonly changes?: (old: T, now: T) => readonly Change[];
  /** What is said of one that came or went; made when it is asked for. */
  readonly declaration?: (name: string, side: Side, thing: T) => SurfaceDetail;
  /** Whether the kernel that does not list it has it all the same. */
  readonly isThere?: (name: string, lacking: Side) => boolean;
}

/** Things that came, went, or changed. What a kernel does not list may be in what was not read of it: then nothing is said of it. */
export function namedEntries<T>(
  { part, differences, isTold, title, modules, changes, declaration, isThere }: NamedPart<T>,
  compared: Compared,
  absence: Absence,
): readonly SurfaceEntry[] {
  const entries: SurfaceEntry[] = [];
  for (const difference of differences) {
    const { name, change } = difference;
    if (isTold?.(name) === false) continue;
    const old = change === 'added' ? undefined : difference.before;
    const now = change === 'removed' ? undefined : difference.after;
    const side = change === 'removed' ? 'before' : 'after';
    const thing = now ?? old;
    if (thing === undefined) continue;
    const broughtBy = modules?.(thing, name, side) ?? [];
    const head = { part, name: title?.(name, thing) ?? name, modules: broughtBy };
    if (old !== undefined && now !== undefined) {
      const details = changes?.(old, now) ?? [];
      if (details.length > 0) entries.push(changedEntry(head, details));
      continue;
    }
    const lacking = side === 'before' ? 'after' : 'before';
    if (isThere?.(name, lacking) === true || !absence.isKnown(compared[lacking], broughtBy)) continue;
    const details = declaration ? () => [declaration(name, side, thing)] : nothingMore;
    entries.push(
      surfaceEntry({ ...head, change: side === 'before' ? 'removed' : 'added', breaking: side === 'before' }, details),
    );
  }
  return entries;
}
