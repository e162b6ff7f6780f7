/**
 * A piece of a source text, `start` and `end` as UTF-16 offsets (end not included), `line` and `column` counted from 1. In a
 * binary definition `start` and `end` count bytes, and where the compiler kept it `source` is the text that was compiled; of what
 * stands in a file that a definition includes, `start` and `end` are those of the include. `line` and `column` are then those
 * of `source`.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly source?: SourcePlace;
}

/** A place in a text other than the definition's own. */
export interface SourcePlace extends SourceLine {
  /** How much of the line, from the column on, is meant; absent where that is not known. */
  readonly length?: number;
}

/** A line of source that a compiler kept in what it made, or of a file that is included. */
export interface SourceLine {
  /** As the compiler was given it. */
  readonly file: string;
  readonly text: string;
}
