import type { Piece, Word } from '../../tracefs/command-lines';
import type { SyntheticEvent } from '../../tracefs/synthetic-event';

/** One command: what the kernel parses at once, mostly a line. */
export type Command = ProbeCommand | SyntheticCommand | DeleteCommand;

/** `p`, `r`, `f`, `t` and `e`. */
export interface ProbeCommand extends Piece {
  readonly kind: 'probe';
  readonly letter: 'p' | 'r' | 'f' | 't' | 'e';
  readonly maxactive?: Piece & { readonly count: number };
  readonly event?: EventName;
  readonly place: Place;
  readonly args: readonly FetchArg[];
  /** The text after `if` of an event probe. */
  readonly filter?: Piece;
  /** Something of it is wrong: the kernel refuses the whole command. */
  readonly broken: boolean;
}

/** `s:[synthetic/]EVENT TYPE NAME[; ...]`. */
export interface SyntheticCommand extends Piece {
  readonly kind: 'synthetic';
  readonly event: SyntheticEvent;
}

/** `-:[GRP/]EVENT`. */
export interface DeleteCommand extends Piece {
  readonly kind: 'delete';
}

export interface EventName extends Piece {
  readonly group?: Word;
  readonly event?: Word;
}

/** What the second word says. */
export type Place =
  | (Piece & {
      readonly kind: 'symbol';
      readonly module?: Word;
      readonly symbol: Word;
      readonly offset?: number;
      readonly isReturn: boolean;
    })
  | (Piece & { readonly kind: 'address'; readonly text: string })
  | (Piece & { readonly kind: 'tracepoint'; readonly name: string })
  | (Piece & { readonly kind: 'event'; readonly system: string; readonly name: string })
  /** `PATH:OFFSET`, a place in a program. */
  | (Piece & { readonly kind: 'file'; readonly text: string; readonly isReturn: boolean });

/** Where a probe sits, as far as it decides what may be fetched there. */
export type Site = 'entry' | 'inside' | 'return' | 'tracepoint' | 'event' | 'user';

/** `[NAME=]FETCH[:TYPE]`. */
export interface FetchArg extends Piece {
  readonly name?: Word;
  /** Absent where it could not be read. */
  readonly fetch?: Fetch;
  readonly type?: FetchType;
}

export interface FetchType extends Piece {
  /** Without array and bit field; the size's type (`u32`) for a bit field. */
  readonly name: string;
  /** Bytes; 0 for text. */
  readonly size: number;
  readonly count?: number;
  readonly bitfield?: boolean;
}

export interface FieldName extends Piece {
  readonly name: string;
}

/** FETCHARG of Documentation/trace/kprobetrace.rst, without name and type. */
export type Fetch = Piece &
  (
    | { readonly kind: 'register'; readonly name: string }
    | { readonly kind: 'arg'; readonly index: number }
    | { readonly kind: 'all_args' }
    | { readonly kind: 'retval'; readonly path: readonly FieldName[] }
    | { readonly kind: 'stack_pointer' }
    | { readonly kind: 'stack'; readonly slot: number }
    | { readonly kind: 'comm' }
    | { readonly kind: 'current'; readonly path: readonly FieldName[] }
    | { readonly kind: 'address' }
    | { readonly kind: 'file_offset' }
    | { readonly kind: 'symbol'; readonly symbol: FieldName; readonly offset: number }
    /** `ignored` follows the last parenthesis; the kernel takes no notice of it. */
    | {
        readonly kind: 'deref';
        readonly offset: number;
        readonly user: boolean;
        readonly inner: Fetch;
        readonly ignored?: Piece;
      }
    | { readonly kind: 'immediate' }
    | { readonly kind: 'text' }
    /** An argument by name, or a field of an event. */
    | { readonly kind: 'variable'; readonly name: FieldName; readonly path: readonly FieldName[] }
    | { readonly kind: 'field'; readonly name: FieldName }
    | {
        readonly kind: 'cast';
        readonly struct: FieldName;
        /** `(STRUCT,FIELD)`: the value points at that member, the struct is around it. */
        readonly container?: readonly FieldName[];
        readonly inner: Fetch;
        readonly path: readonly FieldName[];
      }
    | { readonly kind: 'this_cpu'; readonly read: boolean; readonly inner: Fetch; readonly ignored?: Piece }
  );
