/** The lines that mark the part of a Markdown text which a command writes. */
function marksOf(command: string): { readonly begin: string; readonly end: string } {
  return {
    begin: `<!-- made by \`${command}\`; do not edit below -->`,
    end: `<!-- made by \`${command}\`; do not edit above -->`,
  };
}

/** The part that a command wrote; empty where it wrote none yet. */
export function markedPart(text: string, command: string): string {
  const { begin, end } = marksOf(command);
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  return from >= 0 && to > from ? text.slice(from + begin.length, to) : '';
}

/** The text with another marked part, at the end where there was none. */
export function replaceMarked(text: string, command: string, paragraphs: readonly string[]): string {
  const { begin, end } = marksOf(command);
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  const [before, after] =
    from >= 0 && to > from ? [text.slice(0, from), text.slice(to + end.length)] : [`${text.trimEnd()}\n\n`, '\n'];
  return before + [begin, ...paragraphs, end].join('\n\n') + after;
}
