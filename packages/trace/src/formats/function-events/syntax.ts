import type { Piece, Word } from '../../tracefs/command-lines';

/** One line: `FUNCTION(ARG, ..)`. */
export interface FunctionEvent extends Piece {
  readonly func: Word;
  /** The items of each argument of the kernel's function; several read the same one (`|`). */
  readonly args: readonly (readonly Item[])[];
}

/** The types of one value (`ATOM` of the proposal). */
export type AtomName =
  'long' | 'int' | 'short' | 'char' | 'size_t' | `${'u' | 's' | 'x'}${8 | 16 | 32 | 64}` | 'symbol' | 'string';

export interface Atom extends Piece {
  readonly name: AtomName;
  readonly isUnsigned: boolean;
}

/** One thing recorded. */
export type Item =
  /** Takes an argument's place and records nothing. */
  | (Piece & { readonly kind: 'null' })
  /** `TYPE[N] NAME` and the steps from the argument's value. */
  | (Piece & {
      readonly kind: 'value';
      readonly atom: Atom;
      readonly count?: number;
      readonly name: Word;
      readonly steps: readonly Step[];
    })
  /** `TYPE NAME=0xADDRESS`, `TYPE $SYMBOL`: memory that is no argument's; takes no argument's place. */
  | (Piece & { readonly kind: 'memory'; readonly atom: Atom; readonly count?: number; readonly symbol?: Word });

/** `+N` adds bytes, `[N]` adds N elements and follows the pointer there. */
export type Step =
  { readonly kind: 'add'; readonly bytes: number } | { readonly kind: 'index'; readonly elements: number };
