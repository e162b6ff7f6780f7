/** A piece of a source text, `start` and `end` as UTF-16 offsets (end not included), `line` and `column` counted from 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}
