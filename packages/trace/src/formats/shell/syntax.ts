import type { Piece } from '../../tracefs/command-lines';

/** A part of a word of the shell. */
export type WordPart = Piece &
  (
    | { readonly kind: 'text'; readonly text: string }
    /** Text that is written in another way than it means: `\$`, `$'\n'`. */
    | { readonly kind: 'escape'; readonly text: string }
    /** `$NAME`, `${NAME}`, `${NAME:-DEFAULT}`; other forms have no `name`. */
    | { readonly kind: 'variable'; readonly name?: string; readonly fallback?: string }
    /** `$(..)`, a back-quoted command, `$((..))`: what it gives is known at run time only. */
    | { readonly kind: 'substitution' }
  );

export interface ShellWord extends Piece {
  readonly parts: readonly WordPart[];
  /** Where a quote begins that nothing closes. */
  readonly unclosed?: number;
}

/** `> TARGET`, `<< WORD`; `body` is what a here-document holds. */
export interface Redirect extends Piece {
  readonly op: string;
  readonly target: ShellWord;
  readonly body?: ShellWord;
}

/** `if`, `case`, a loop or a body begins; another branch of it, the last one for all else; it ends. */
export type BlockStep = 'open' | 'branch' | 'else' | 'close';

/** A simple command. */
export interface ShellCommand extends Piece {
  readonly words: readonly ShellWord[];
  readonly redirects: readonly Redirect[];
  /** The command before it in a pipe gives its input. */
  readonly pipedFrom?: ShellCommand;
  /** It runs where that one fails: `A || B`. */
  readonly insteadOf?: ShellCommand;
  /** What begins and ends in front of it. */
  readonly steps: readonly BlockStep[];
  /** The function in whose body it stands. */
  readonly within?: string;
  /** The commands of the block that it ends and redirects: `done > FILE`, `} > FILE`. */
  readonly block?: readonly ShellCommand[];
  /** What the block that it begins reads: `while read NAME; do ..; done << WORD`. */
  readonly input?: Redirect;
}
