import type { Edit } from '@tracefit/model';

/** A text with corrections made; the line ends stay as they are. Of two that touch the same text the first is made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  const inOrder = [...edits].sort((a, b) => a.line - b.line || a.column - b.column);
  const made: Edit[] = [];
  for (const edit of inOrder) {
    const before = made.at(-1);
    if (!before || before.line < edit.line || before.column + before.length <= edit.column) made.push(edit);
  }
  for (const { line, column, length, text: now } of made.reverse()) {
    const old = lines[line - 1] ?? '';
    lines[line - 1] = old.slice(0, column - 1) + now + old.slice(column - 1 + length);
  }
  return lines.join('\n');
}
