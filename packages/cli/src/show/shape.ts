import type { FuncProto, Kernel } from '@tracefit/model';
import type { CallCount } from './call-count';

/** One named part of a thing: a member, a field, a constant. */
export interface ShapeItem {
  readonly name: string;
  readonly text: string;
  /** Where it lies, in the unit of its kind; parts that have no place have none. */
  readonly place?: number;
}

/** What a thing is on one kernel. Two kernels with equal lines and notes have the same thing. */
export interface Shape {
  /** The whole of it, as it is shown. */
  readonly lines: readonly string[];
  /** Its parts, where a long thing is better shown by what has changed. */
  readonly items?: readonly ShapeItem[];
  /** Its size in bytes, for things that are shown by what has changed. */
  readonly size?: number;
  /** The prototype, of functions that have one: a change of its parameters is said in words. */
  readonly proto?: FuncProto;
  /** The modules that bring it, where the image does not. */
  readonly modules?: readonly string[];
  /** From where it is called, of functions of the image. */
  readonly called?: CallCount;
  /** What else is to be known, a line each: why it cannot be probed. */
  readonly notes: readonly string[];
  /** The facts themselves, for JSON. */
  readonly facts: unknown;
}

/** The kinds of things a kernel has names for, in the order they are shown. */
export type ShapeKind =
  | 'function'
  | 'syscall'
  | 'lsm'
  | 'helper'
  | 'tracepoint'
  | 'raw_tracepoint'
  | 'struct'
  | 'union'
  | 'enum'
  | 'constant'
  | 'typedef'
  | 'variable'
  | 'config';

/** What a kernel has of a kind and name; a sentence where that was not read from this kernel. */
export type Presence =
  | { readonly state: 'there'; readonly shape: Shape }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly reason: string };

/** How one kind is looked up on a kernel. */
export type ShapeFinder = (kernel: Kernel, name: string) => Presence;

export const absent: Presence = { state: 'absent' };

export function there(shape: Shape): Presence {
  return { state: 'there', shape };
}

/** For a thing that was not found: absent only where the kernel's list of such things is complete. */
export function notFound(complete: boolean, what: string): Presence {
  return complete ? absent : { state: 'unknown', reason: `${what} were not read from this kernel` };
}
