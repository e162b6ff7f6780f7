import type { Guard, Span } from '@tracefit/model';
import type { Oracle } from '../../../explore';
import type { SourceText } from '../../../c/source-text';
import type { CallExpr, Expr, Place, Stmt } from '../python/syntax';
import type { Option, ProgramRecord, PyValue, Scope } from './value';

/** A place where the script attaches a function of its C text. */
export interface AttachRecord {
  /** The method, `attach_kprobe`. */
  readonly method: string;
  readonly program: ProgramRecord | undefined;
  /** By the names of the method's parameters. */
  readonly args: ReadonlyMap<string, { readonly value: PyValue; readonly place: Place }>;
  readonly place: Place;
  readonly guards: readonly Guard[];
  /** The script catches what goes wrong here, and goes on. */
  readonly caught: boolean;
  readonly group?: string;
}

/** One run through the script. */
export interface Machine {
  readonly source: string;
  readonly oracle: Oracle;
  readonly span: (place: Place) => Span;
  /** Statements that matter to what is attached. */
  readonly matters: (statements: readonly Stmt[]) => boolean;
  /** Statements that make a program or attach one, or call what does. */
  readonly makes: (statements: readonly Stmt[]) => boolean;
  /** The options that are given in this run, by their `dest`. */
  readonly given: readonly string[];
  readonly options: Option[];
  /** The options that the script looked at, by their `dest`. */
  readonly optionsRead: Set<string>;
  readonly programs: ProgramRecord[];
  readonly attached: AttachRecord[];
  /** Calls that attach and were come by, by where they begin. */
  readonly visited: Set<number>;
  readonly globals: Scope;
  /** The text of a file beside the script; `undefined` where there is none among those given. */
  readonly readFile: (path: string, by: Place) => SourceText | undefined;
  guards: readonly Guard[];
  caught: boolean;
  group: string | undefined;
  /** The script has come to its end. */
  ended: boolean;
  /** How often a value was met that the user gives on the command line. */
  givenRead: number;
  steps: number;
  depth: number;
  readonly rules: MachineRules;
}

/** How a block was left. */
export type Signal =
  { readonly kind: 'next' | 'break' | 'continue' | 'raise' } | { readonly kind: 'return'; readonly value: PyValue };

/** The rules that stand in a circle. */
export interface MachineRules {
  evaluate(machine: Machine, scope: Scope, node: Expr): PyValue;
  execute(machine: Machine, scope: Scope, body: readonly Stmt[]): Signal;
  /** What a function gives for some values. */
  apply(machine: Machine, node: CallExpr, fn: PyValue, args: readonly PyValue[]): PyValue | undefined;
}

/** More steps than these are not taken in one run. */
export const maxSteps = 100_000;

/** Functions inside of each other are not followed deeper. */
export const maxDepth = 24;

/** Longer lists are not made. */
export const maxItems = 20_000;

/** Longer texts are not made. */
export const maxLength = 1 << 20;

/** Long texts and lists take their time: making them again and again comes to an end. */
export function spend(machine: Machine, value: PyValue): PyValue {
  if (value.kind === 'text') machine.steps += value.value.pieces.length >> 5;
  if (value.kind === 'list') machine.steps += value.items.length >> 4;
  return value;
}
