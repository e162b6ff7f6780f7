import type { Effect, Evidence, KernelIdentity, Severity, Suppression } from '@tracefit/model';

/**
 * What the page is given, as JSON: a report with its references resolved, each set of kernels kept once. Words of foreign
 * origin are spelled out already (`visibleText`); the page puts them in as text, never as markup.
 */
export interface PageData {
  /** In the order they are shown; everything else names them by their place here. */
  readonly kernels: readonly PageKernel[];
  /** The same kernels, those of one kind (architecture, flavour) beside one another. */
  readonly byKind: readonly number[];
  /** Ids of kernels that were not checked against but are spoken of; their places follow those of `kernels`. */
  readonly others: readonly string[];
  /** Sets of kernels as runs of places: first, last, first, last ... */
  readonly sets: readonly (readonly number[])[];
  readonly files: readonly PageFile[];
  readonly rows: readonly PageRow[];
  readonly findings: readonly PageFinding[];
  readonly unchecked: readonly PageUnchecked[];
  readonly stale: readonly PageStale[];
  /** What the rules of the findings are about. */
  readonly rules: Readonly<Record<string, { readonly title: string; readonly help: string }>>;
}

export type PageKernel = Pick<KernelIdentity, 'id' | 'distro' | 'release' | 'version' | 'arch' | 'flavour'> & {
  readonly notes: readonly string[];
};

export interface PageFile {
  readonly path: string;
  readonly format: string;
}

/** A probe. */
export interface PageRow {
  readonly file: number;
  readonly line: number;
  readonly probe: string;
  /** For each kernel a letter: `f` fits, `b` breaks, `u` unknown. */
  readonly verdicts: string;
  readonly findings: readonly number[];
  readonly unchecked: readonly number[];
}

/** Something that was seen, on a set of kernels; -1: not of certain kernels. */
export interface PageEvidence {
  readonly kind: Evidence['kind'];
  readonly text: string;
  readonly on: number;
}

export interface PageFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly message: string;
  /** As it is shown, with the source file of a compiled one. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly excerpt?: PageExcerpt;
  readonly probe: string;
  readonly on: number;
  readonly undecided?: true;
  readonly evidence: readonly PageEvidence[];
  /** What the function is declared as, where the finding is about one. */
  readonly prototypes?: readonly { readonly text: string; readonly on: number }[];
  readonly fix: string;
  readonly similar: readonly string[];
  readonly fingerprint: string;
  /** Who lets it be. */
  readonly allowed?: Suppression;
}

/** Lines around a place, cut where they are long. */
export interface PageExcerpt {
  /** The number of the first line. */
  readonly first: number;
  readonly before: readonly string[];
  /** The line itself: what stands before the place, the place, what stands behind it. */
  readonly line: readonly [string, string, string];
  readonly after: readonly string[];
}

export interface PageUnchecked {
  readonly reason: string;
  /** Empty where it is not about a place. */
  readonly place: string;
  /** -1: all kernels. */
  readonly on: number;
}

export interface PageStale {
  readonly place: string;
  readonly kind: 'unused' | 'expired' | 'unknown-rule';
  readonly rule: string;
}
