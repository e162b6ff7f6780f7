import type { KernelIdentity } from './kernel-facts';
import type { Candidate } from './report';

/** The parts of what a kernel offers to tracing. */
export type SurfacePart =
  | 'functions'
  | 'structs'
  | 'enums'
  | 'typedefs'
  | 'tracepoints'
  | 'raw_tracepoints'
  | 'syscalls'
  | 'lsm_hooks'
  | 'kfuncs'
  | 'helpers'
  | 'config';

/**
 * What became of a thing. Of functions also: `renamed` (another one is known to do its work), `inlined` (no symbol is left),
 * `cloned` (only the compiler's copies are left), `untraceable` (a kprobe was taken and is refused), `traceable` (the other way
 * round).
 */
export type SurfaceChange =
  'added' | 'removed' | 'renamed' | 'changed' | 'inlined' | 'cloned' | 'untraceable' | 'traceable';

/** One thing that has changed about an entry. */
export interface SurfaceDetail {
  /**
   * `is`: what the thing is or was, where it came or went, or why. The others: what became of the part that `about` names;
   * `returns` is the result of a function, `size` the size of a type.
   */
  readonly kind: 'is' | 'added' | 'removed' | 'moved' | 'renamed' | 'changed' | 'returns' | 'size';
  /** The argument by its old place (`arg1`), the member, the field, or the constant. */
  readonly about?: string;
  readonly text: string;
  /** Whether a trace that relied on it would notice, or should have. */
  readonly breaking: boolean;
}

/** A place of a trace definition that relies on an entry. */
export interface SurfaceUse {
  readonly file: string;
  readonly line: number;
}

/** One thing that is not the same on two kernels. */
export interface SurfaceEntry {
  readonly part: SurfacePart;
  readonly name: string;
  readonly change: SurfaceChange;
  /** Whether a trace that relied on it on the first kernel would notice, or should have: gone, moved, of another type. */
  readonly breaking: boolean;
  /** The module that brings it, or brought it; absent for the image itself. */
  readonly module?: string;
  /** What has changed; made when it is first read. */
  readonly details: readonly SurfaceDetail[];
  /** Functions that may have taken the place of one that went, best first; absent where none was looked for. */
  readonly candidates?: readonly Candidate[];
  /** What relies on it, where that was asked. */
  readonly usedBy?: readonly SurfaceUse[];
}

/** How the traceable surfaces of two kernels differ: `schemas/diff.schema.json`. */
export interface SurfaceDiff {
  readonly tool: { readonly name: 'tracefit'; readonly version: string };
  readonly before: KernelIdentity;
  readonly after: KernelIdentity;
  /** Sorted by part, then by name. */
  readonly entries: readonly SurfaceEntry[];
  /** What could not be compared, or of a part not the whole, and why. */
  readonly notCompared: readonly { readonly part?: SurfacePart; readonly reason: string }[];
}
