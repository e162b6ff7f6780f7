import type stringWidthLibrary from 'string-width';

/** How many columns a terminal needs for visible text: wide characters two, combining ones none. */
export function displayWidth(text: string): number {
  // Nearly all text is ASCII; the table of wide characters is loaded when it is needed.
  return isAscii(text) ? text.length : stringWidth()(text);
}

/** Whether every character is one byte and one column. */
export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** Pads visible text with blanks on the right to `width` columns. */
export function padText(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function stringWidth(): (text: string) => number {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only when met
  return require('string-width') as typeof stringWidthLibrary;
}

/** Visible text cut to at most `width` columns, with an ellipsis on the side that was cut. */
export function cutText(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  if (displayWidth(text) <= width) return text;
  const chars = side === 'right' ? Array.from(text) : Array.from(text).reverse();
  let kept = '';
  let used = 1;
  for (const char of chars) {
    used += displayWidth(char);
    if (used > width) break;
    kept = side === 'right' ? kept + char : char + kept;
  }
  return side === 'right' ? `${kept}…` : `…${kept}`;
}
