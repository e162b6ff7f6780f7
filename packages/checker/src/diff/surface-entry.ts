import type { SurfaceChange, SurfaceDetail, SurfaceEntry, SurfacePart } from '@tracefit/model';

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

/** An entry of which all is said by what became of it. */
export const nothingMore = (): readonly SurfaceDetail[] => [];

/** What it is or was, in one line. */
export function said(text: string, breaking = false): SurfaceDetail {
  return { kind: 'is', text, breaking };
}

/** A detail that is put into words when it is told: of most nobody reads them. */
export interface Change extends Omit<SurfaceDetail, 'text'> {
  readonly words: () => string;
}

export function told({ kind, about, words, breaking }: Change): SurfaceDetail {
  return { kind, ...(about !== undefined && { about }), text: words(), breaking };
}

/** A thing that both kernels have, and what changed about it. */
export function changedEntry(head: Omit<EntryHead, 'change' | 'breaking'>, changes: readonly Change[]): SurfaceEntry {
  const breaking = changes.some((change) => change.breaking);
  return surfaceEntry({ ...head, change: 'changed', breaking }, () => changes.map(told));
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
