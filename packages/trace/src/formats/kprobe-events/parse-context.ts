import type { Site } from './syntax';

/** What the functions that read one command share. */
export interface ParseContext {
  /** The whole text; all positions are offsets in it. */
  readonly text: string;
  readonly site: Site;
  /** `f` and `t` events see no registers. */
  readonly fprobe: boolean;
  /** Says what is wrong and where; the answer stands for the tree that is not there. */
  fail(start: number, end: number, message: string): undefined;
}

/** Whether a name follows C's rule for identifiers, as the kernel wants of most names (`is_good_name`). */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** The length that the kernel counts: bytes. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
