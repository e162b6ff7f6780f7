import type { KernelIdentity } from './kernel-facts';

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
  | 'helpers'
  | 'config';

/**
 * What became of a thing. Of functions also: `inlined` (no symbol is left), `cloned` (only the compiler's copies are
 * left), `untraceable` (a kprobe was taken and is refused), `traceable` (the other way round).
 */
export type SurfaceChange = 'added' | 'removed' | 'changed' | 'inlined' | 'cloned' | 'untraceable' | 'traceable';

/** One thing that is not the same on two kernels. */
export interface SurfaceEntry {
  readonly part: SurfacePart;
  readonly name: string;
  readonly change: SurfaceChange;
  /** Whether a trace that relied on it on the first kernel would notice, or should have: gone, moved, of another type. */
  readonly breaking: boolean;
  /** What has changed, a line each. */
  readonly details: readonly string[];
}

/** How the traceable surfaces of two kernels differ: `schemas/diff.schema.json`. */
export interface SurfaceDiff {
  readonly tool: { readonly name: 'tracefit'; readonly version: string };
  readonly before: KernelIdentity;
  readonly after: KernelIdentity;
  /** Sorted by part, then by name. */
  readonly entries: readonly SurfaceEntry[];
  /** Parts that could not be compared whole, and why. */
  readonly notCompared: readonly { readonly part: SurfacePart; readonly reason: string }[];
}
