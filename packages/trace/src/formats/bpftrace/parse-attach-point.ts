import type { Reader } from './reader';
import type { RawAttachPoint } from './syntax-tree';

/**
 * Takes an attach point as raw text, up to white space, `,` or `{`. A slash ends it only before the first colon: behind
 * that it belongs to a path (`uprobe:/bin/bash:readline`).
 */
export function parseAttachPoint(reader: Reader): RawAttachPoint {
  const { start, line, column } = reader.peek();
  const { text } = reader;
  let at = start;
  let hasColon = false;
  let isClosed = true;
  for (; at < text.length && isClosed; at++) {
    const char = text.charAt(at);
    if ('{},;'.includes(char) || /\s/.test(char)) break;
    if (char === '/' && !hasColon) break;
    if (char === ':') hasColon = true;
    if (char !== '"') continue;
    at = endOfQuotes(text, at);
    isClosed = text.charAt(at) === '"';
  }
  const end = Math.min(at, text.length);
  const span = { start, end, line, column };
  if (end === start) reader.fail('expected an attach point');
  else if (!isClosed) reader.fail('expected `"` before the end of the line', span);
  else reader.moveTo({ at: end, line, lineStart: start - column + 1 });
  return { text: text.slice(start, end), span };
}

/** The closing quote; the character before the end of the line where it is missing. */
function endOfQuotes(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text.charAt(at) !== '"' && text.charAt(at) !== '\n') {
    at += text.charAt(at) === '\\' && text.charAt(at + 1) !== '\n' ? 2 : 1;
  }
  return text.charAt(at) === '"' ? at : Math.min(at, text.length) - 1;
}
