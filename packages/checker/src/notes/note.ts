/** A change of the kernel that no signature shows (kernel-signatures/notes.yaml). */
export interface Note {
  readonly id: string;
  readonly of:
    | { readonly kind: 'function'; readonly func: string }
    /** `index` from 0. */
    | { readonly kind: 'argument'; readonly func: string; readonly index: number }
    | { readonly kind: 'member'; readonly struct: string; readonly member: string }
    /** A script that names `beside` too knows of the change. */
    | { readonly kind: 'constant'; readonly name: string; readonly beside?: string };
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

/** A trace event that fires where a function does its work. */
export interface Counterpart {
  readonly func: string;
  /** `SYSTEM:EVENT`. */
  readonly event: string;
  /** From what the function is given, `0.__sk_common.skc_family`, to the field that holds the same. */
  readonly fields: Readonly<Record<string, string>>;
  /** What is not the same, a sentence. */
  readonly but?: string;
  /** The file of the kernel that fires it. */
  readonly source: string;
}
