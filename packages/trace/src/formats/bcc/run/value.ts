import type { Condition } from '@tracefit/model';
import { valueText, type SourceText } from '../../../c/source-text';
import type { Expr, FunctionDef, Place } from '../python/syntax';

/** What a name of the script stands for while it is followed. */
export type PyValue =
  | { readonly kind: 'text'; readonly value: SourceText }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'constant'; readonly value: boolean | undefined }
  | { readonly kind: 'list'; readonly items: PyValue[] }
  | { readonly kind: 'dict'; readonly entries: Map<string, { readonly key: PyValue; readonly value: PyValue }> }
  /** A number that depends on the kernel: of all outcomes one holds. */
  | { readonly kind: 'test'; readonly outcomes: readonly Outcome[] }
  /** The kernel's functions that match a pattern, or one of them. */
  | { readonly kind: 'functions' | 'function_of'; readonly pattern: SourceText; readonly condition: Condition }
  | {
      readonly kind: 'function';
      readonly def: FunctionDef | (Expr & { readonly kind: 'lambda' });
      readonly scope: Scope;
      readonly self?: PyValue;
    }
  /** A class with what its body defined. */
  | { readonly kind: 'class'; readonly name: string; readonly fields: Map<string, PyValue> }
  | { readonly kind: 'object'; readonly fields: Map<string, PyValue> }
  /** Something of Python's or BCC's, by its full name. */
  | { readonly kind: 'native'; readonly name: string }
  | { readonly kind: 'method'; readonly of: PyValue; readonly name: string }
  | { readonly kind: 'program'; readonly program: ProgramRecord }
  /** A function of the C text that was loaded. */
  | { readonly kind: 'handler'; readonly program: ProgramRecord; readonly name: PyValue }
  /** A file that was opened, or a path of `pathlib`; as the script writes it. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'parser'; readonly options: Option[]; readonly isOptparse: boolean }
  /** The script's options, by name. */
  | { readonly kind: 'namespace'; readonly fields: Map<string, PyValue> }
  /** Not known; the text says what, in the script's words. `given`: its user decides it on the command line. */
  | { readonly kind: 'unknown'; readonly text: string; readonly given?: true };

export interface Outcome {
  readonly value: number;
  readonly condition: Condition;
}

/** A command line option with the values it may have. */
export interface Option {
  readonly dest: string;
  /** As the user writes it: `--pid`. */
  readonly spelled: string;
  readonly absent: PyValue;
  readonly given: PyValue;
}

/** C text that the script hands to BCC. */
export interface ProgramRecord {
  /** Absent where it could not be followed. */
  readonly text?: SourceText;
  /** Why it could not be followed. */
  readonly unknown?: string;
  /** What is not known of it is what the user gives on the command line. */
  readonly given?: true;
  readonly defines: readonly string[];
  readonly place: Place;
}

/** A call's arguments, evaluated: all in order, and those with a name. */
export interface Given {
  readonly all: readonly PyValue[];
  readonly positional: readonly PyValue[];
  readonly named: ReadonlyMap<string, PyValue>;
}

export interface Scope {
  readonly names: Map<string, PyValue>;
  readonly outer?: Scope;
  /** Names that mean the outermost scope's here. */
  readonly globals: Set<string>;
}

export const none: PyValue = { kind: 'constant', value: undefined };

/** Stands in C text and names for what is not known. */
export const unknownWord = '__unknown__';

/** Stands in C text for a part of it that the user gives on the command line. */
export const givenWord = '__given__';

/** Whether a part of a text is not known. */
export function hasUnknown(text: string): boolean {
  return text.includes(unknownWord) || text.includes(givenWord);
}

/** Whether the user decides a value, or a part of it, on the command line. */
export function isGiven(value: PyValue | undefined): boolean {
  if (value?.kind === 'text') return value.value.text.includes(givenWord);
  if (value?.kind === 'list') return value.items.some((item) => item.kind !== 'list' && isGiven(item));
  return value?.kind === 'unknown' && value.given === true;
}

export function textValue(text: string, { start, end }: Place): PyValue {
  return { kind: 'text', value: valueText(text, start, end) };
}

/** Stands for the prefix that the architecture gives system calls, in a function's name. */
export const syscallPrefix = '\uE000';

export function createScope(outer?: Scope): Scope {
  return { names: new Map(), ...(outer ? { outer } : {}), globals: new Set() };
}

export function findName(scope: Scope, name: string): PyValue | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

export function setName(scope: Scope, name: string, value: PyValue): void {
  let at = scope;
  if (scope.globals.has(name)) while (at.outer) at = at.outer;
  at.names.set(name, value);
}

/** What a key of a dictionary is known by. */
export function keyOf(value: PyValue): string {
  if (value.kind === 'text') return `"${value.value.text}`;
  if (value.kind === 'number' || value.kind === 'constant') return String(value.value);
  if (value.kind === 'list') return `(${value.items.map(keyOf).join(',')})`;
  return value.kind;
}
