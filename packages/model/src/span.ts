/**
 * A piece of a source text, `start` and `end` as UTF-16 offsets (end not included), `line` and `column` counted from 1. In a
 * binary definition `start` and `end` count bytes, and where the compiler kept it `source` is the text that was compiled; `line`
 * and `column` are then those of that text.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly source?: SourceLine;
}

/** A line of source that a compiler kept in what it made. */
export interface SourceLine {
  /** As the compiler was given it. */
  readonly file: string;
  readonly text: string;
}
