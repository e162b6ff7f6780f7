import { concatTexts, pieceOf, type MappedText, type Part } from '../embedded/mapped-text';
import type { Piece } from '../tracefs/command-lines';

/** Words of a command line that are read together: one text, a word a line, and where in it each word stands. */
export function joinLines(words: readonly MappedText[]): {
  readonly text: MappedText;
  readonly pieces: readonly Piece[];
} {
  const parts: Part[] = [];
  const pieces: Piece[] = [];
  let start = 0;
  for (const value of words) {
    const end = start + value.text.length;
    parts.push({ value }, { value: pieceOf(value, 0, 0, '\n') });
    pieces.push({ start, end });
    start = end + 1;
  }
  return { text: concatTexts(parts), pieces };
}
