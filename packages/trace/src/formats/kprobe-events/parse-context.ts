import type { Fail } from '../../tracefs/command-lines';
import type { Site } from './syntax';

/** What the functions that read one command share. */
export interface ParseContext {
  /** The whole text; all positions are offsets in it. */
  readonly text: string;
  readonly site: Site;
  /** `f` and `t` events see no registers. */
  readonly fprobe: boolean;
  /** Whether the place is a pattern of names, so that no function gives names to its arguments. */
  readonly wildcard: boolean;
  readonly fail: Fail;
}
