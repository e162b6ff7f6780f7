import type { NameDifference, SurfaceChange, SurfaceDetail, SurfaceEntry, SurfacePart } from '@tracefit/model';

/** An entry without its details. */
export interface EntryHead extends Pick<SurfaceEntry, 'part' | 'name' | 'change' | 'breaking'> {
  /** The modules that bring it, if the image does not. */
  readonly modules?: readonly string[];
}

/**
 * An entry whose details are made when they are first read: of most of a hundred thousand nobody does.
 *
 * @param details makes them; one function for many entries, which is given the name, costs the least memory
 */
export function surfaceEntry(
  { part, name, change, breaking, modules }: EntryHead,
  details: (name: string) => readonly SurfaceDetail[],
): SurfaceEntry {
  return new LazyEntry(part, name, change, breaking, modules?.[0], details);
}

/** What a name is on the two kernels; of several things of one name the first. */
export function firstOfBoth<T>({ before, after }: NameDifference<T>): {
  readonly old: T | undefined;
  readonly now: T | undefined;
} {
  // Not by a pattern: there are hundreds of thousands, and to go through a list costs more than to take its first.
  return { old: before[0], now: after[0] };
}

/** An entry of which all is said by what became of it. */
export const nothingMore = (): readonly SurfaceDetail[] => [];

/** What it is or was, in one line. */
export function said(text: string, breaking = false): SurfaceDetail {
  return { kind: 'is', text, breaking };
}

/** What changed about a thing that both kernels have; nothing where nothing did. */
export function changedEntry(
  head: Omit<EntryHead, 'change' | 'breaking'>,
  details: readonly SurfaceDetail[],
): readonly SurfaceEntry[] {
  if (details.length === 0) return [];
  const breaking = details.some((detail) => detail.breaking);
  return [surfaceEntry({ ...head, change: 'changed', breaking }, () => details)];
}

class LazyEntry implements SurfaceEntry {
  declare readonly module?: string;
  #made: readonly SurfaceDetail[] | undefined;

  constructor(
    readonly part: SurfacePart,
    readonly name: string,
    readonly change: SurfaceChange,
    readonly breaking: boolean,
    module: string | undefined,
    readonly make: (name: string) => readonly SurfaceDetail[],
  ) {
    if (module !== undefined) this.module = module;
  }

  get details(): readonly SurfaceDetail[] {
    return (this.#made ??= this.make(this.name));
  }
}
