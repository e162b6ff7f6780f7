import type { Candidate } from './report';

/**
 * What became of a function from one series of kernels to the next: it is `missing`, or `renamed` (another is known to do its work, or is
 * evidently its successor), `inlined` or `cloned` (only the compiler's copies are left), `untraceable` (probes are refused); its
 * `arguments` are other ones, or at other places; or it is `back`, where it was missing or closed before.
 */
export type FunctionTurn = 'missing' | 'renamed' | 'inlined' | 'cloned' | 'untraceable' | 'arguments' | 'back';

export interface FunctionChange {
  readonly turn: FunctionTurn;
  /** The series it is so from: `6.1`. */
  readonly since: string;
  /** What exactly, in a few words; empty where the turn says it all. */
  readonly text: string;
}

/** A function that trace definitions hook, and what became of it over some kernels. */
export interface HookedFunction {
  readonly name: string;
  /** The definitions, each once, by their paths. */
  readonly scripts: readonly string[];
  /** From the oldest series to the newest. */
  readonly changes: readonly FunctionChange[];
  /** The trace event that is known to fire where it does its work, where the newest kernel has it. */
  readonly tracepoint?: { readonly event: string; readonly but?: string };
  /** Functions that may have taken over where it is missing on the newest kernel, best first. */
  readonly candidates: readonly Candidate[];
}

/** The functions that many definitions hook, those that hurt most first: `schemas/candidates.schema.json`. */
export interface HookedFunctions {
  readonly tool: { readonly name: 'tracefit'; readonly version: string };
  /** The kernels that were compared, from old to new: the newest build of each series. */
  readonly kernels: readonly string[];
  /** How many definitions hook any function of the kernel by name. */
  readonly scripts: number;
  readonly functions: readonly HookedFunction[];
}
