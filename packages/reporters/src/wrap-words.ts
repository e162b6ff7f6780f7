import { displayWidth } from './display-width';

/** Breaks prose at its blanks into lines of at most `width` columns; a longer word stays whole. Never without a line. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const columns = displayWidth(word);
    if (line !== '' && used + 1 + columns > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line = line === '' ? word : `${line} ${word}`;
    used += columns + (used === 0 ? 0 : 1);
  }
  lines.push(line);
  return lines;
}
