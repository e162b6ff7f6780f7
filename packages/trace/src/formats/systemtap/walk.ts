import type { Guard, Probe, Span, Use } from '@tracefit/model';
import type { Context } from './context';
import type { FunctionNode, Piece } from './syntax-tree';
import type { Read, Value } from './value';

/** The lowering of the code of one probe point. */
export interface Walk {
  readonly context: Context;
  /** The function or tracepoint that the arguments belong to. */
  readonly of: string;
  readonly span: (piece: Piece) => Span;
  readonly words: (piece: Piece) => string;
  readonly reads: Read[];
  readonly uses: Use[];
  readonly unknowns: Probe['unknowns'][number][];
  /** What the variables of the script may hold. */
  readonly variables: Map<string, Value>;
  /** What `@defined` stands around, and on what that depends. */
  guards: readonly Guard[];
  /** Values that are known to be there, by their keys. */
  proven: readonly string[];
  /** The code may be passed over: what is assigned in it is one of the values afterwards. */
  conditional: number;
  readonly functions: ReadonlyMap<string, readonly FunctionNode[]>;
  /** Functions that were looked at, each once. */
  readonly called: Set<string>;
  /** The parameters that the code asks for with `@defined`: what it means depends on what is probed. */
  readonly asksOfProbed: Set<string>;
}

/** Notes what is not understood, once for each place. */
export function addUnknown(walk: Walk, reason: string, piece: Piece): void {
  if (walk.unknowns.length >= 100) return;
  const span = walk.span(piece);
  if (walk.unknowns.some((known) => known.span.start === span.start && known.reason === reason)) return;
  walk.unknowns.push({ reason, span });
}
