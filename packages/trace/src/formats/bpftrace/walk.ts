import type { ParseProblem, Span } from '@tracefit/model';
import type { MapTable } from './map-table';
import type { CPart } from './preprocess';
import type { Run } from './run';
import type { Journal, Scope } from './scope';
import type { Block, Expression, RoutineNode } from './syntax-tree';
import type { Value } from './value';

/** What is the same for all probes of a script. */
export interface Program {
  readonly text: string;
  readonly c: CPart;
  readonly macros: ReadonlyMap<string, readonly RoutineNode[]>;
  readonly functions: ReadonlyMap<string, RoutineNode>;
  /** The bodies of `#define`s, once they were read; `undefined` inside for those that are no expression. */
  readonly defined: Map<string, { readonly expression: Expression | undefined }>;
  /** All probes of this pass, by index. */
  readonly runs: readonly Run[];
  /** What the maps held at the end of the pass before. */
  readonly known: MapTable;
  /** What is put into the maps in this pass. */
  readonly stored: MapTable;
  /** Of the kind `unsupported`, by their place. */
  readonly problems: Map<number, ParseProblem>;
  /** How many nodes may still be lowered; macros inside of macros could go on for ever. */
  budget: number;
  /** How deep expressions are inside of each other, through macros. */
  depth: number;
}

/** A walk through one probe's code. */
export interface Walk {
  readonly program: Program;
  readonly run: Run;
  readonly scope: Scope;
  readonly journal: Journal;
  /** Macros and functions that are being lowered. */
  readonly inside: ReadonlySet<string>;
  readonly rules: Rules;
}

/** The rules that stand in a circle. */
export interface Rules {
  expression(walk: Walk, node: Expression): Value;
  block(walk: Walk, node: Block): Value;
}

/** Notes something that bpftrace understands and tracefit does not. */
export function addUnsupported(walk: Walk, message: string, { start, end, line, column }: Span): void {
  const { problems } = walk.program;
  if (problems.size < 100) problems.set(start, { kind: 'unsupported', message, span: { start, end, line, column } });
}
