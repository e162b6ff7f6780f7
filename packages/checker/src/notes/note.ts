/** A change of the kernel that no signature shows (kernel-signatures/notes.yaml). */
export interface Note {
  readonly id: string;
  readonly of:
    | { readonly kind: 'function'; readonly func: string }
    /** `index` from 0. */
    | { readonly kind: 'argument'; readonly func: string; readonly index: number }
    | { readonly kind: 'member'; readonly struct: string; readonly member: string };
  /** The first release with it, `6.13`. */
  readonly since: string;
  /** What it was before, a clause to stand behind "it was". */
  readonly before: string;
  readonly now: string;
  /** What scripts that were written before call it. */
  readonly names?: readonly string[];
  readonly fix: string;
  readonly commit: string;
  readonly subject: string;
}

/** A function that was given another name, and does the same. */
export interface Rename {
  readonly old: string;
  readonly new: string;
  readonly since: string;
  readonly commit: string;
}
