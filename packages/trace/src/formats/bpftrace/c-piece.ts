import { endOfWord, skipLayout } from './lexer';
import type { Reader } from './reader';
import type { CPieceNode } from './syntax-tree';
import type { Cursor } from './token';

/** Whether `struct`, `union` or `enum` begins a definition, and not an attach point of such a name. */
export function looksLikeDefinition(reader: Reader): boolean {
  // `struct NAME {`, `struct {`, `struct __attribute__((packed)) NAME {`: nothing but words and balanced parentheses.
  let parentheses = 0;
  for (let ahead = 1; ahead < 64; ahead++) {
    const { kind, text } = reader.peek(ahead);
    if (text === '(' || text === '[') parentheses++;
    else if (text === ')' || text === ']') parentheses--;
    else if (text === '{') return parentheses === 0;
    else if (text === ';') return ahead > 1 && parentheses === 0;
    else if (kind !== 'word' && !(parentheses > 0 && (kind === 'number' || text === ','))) return false;
  }
  return false;
}

/** Takes a `#` line, or a definition with its attributes and semicolon, as a place in the text. */
export function parseCPiece(reader: Reader, kind: CPieceNode['kind']): CPieceNode {
  const { start, line, column } = reader.peek();
  const first: Cursor = { at: start, line, lineStart: start - column + 1 };
  const end = kind === 'directive' ? endOfDirective(reader.text, first) : endOfDefinition(reader, first);
  reader.moveTo(end);
  return { kind, span: { start, end: end.at, line, column } };
}

/** The end of a line, those joined by a backslash included. */
function endOfDirective(text: string, from: Cursor): Cursor {
  let { at, line, lineStart } = from;
  for (;;) {
    const end = text.indexOf('\n', at);
    if (end < 0) return { at: text.length, line, lineStart };
    if (text[end - 1] !== '\\' && !(text[end - 1] === '\r' && text[end - 2] === '\\'))
      return { at: end, line, lineStart };
    at = lineStart = end + 1;
    line++;
  }
}

function endOfDefinition(reader: Reader, from: Cursor): Cursor {
  const { text } = reader;
  let { line, lineStart } = from;
  let braces = 0;
  let at = from.at;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '/') ({ at, line, lineStart } = behindComment(text, { at, line, lineStart }));
    else if (char === '\n') {
      line++;
      lineStart = at + 1;
    } else if (char === '{') braces++;
    else if ((char === '}' && --braces <= 0) || (char === ';' && braces === 0)) break;
  }
  if (at >= text.length) reader.fail('expected `}` before the end of the file', reader.peek());
  return behindAttributes(text, { at: Math.min(at + 1, text.length), line, lineStart });
}

/** The last character of a comment, or the slash where it begins none. */
function behindComment(text: string, from: Cursor): Cursor {
  const behind = skipLayout(text, from);
  return behind.at === from.at ? from : { ...behind, at: behind.at - 1 };
}

function behindAttributes(text: string, from: Cursor): Cursor {
  let end = from;
  for (;;) {
    const next = skipLayout(text, end);
    if (text.startsWith('__attribute__', next.at))
      end = behindParentheses(text, { ...next, at: endOfWord(text, next.at) });
    else return text.charAt(next.at) === ';' ? { ...next, at: next.at + 1 } : end;
  }
}

function behindParentheses(text: string, from: Cursor): Cursor {
  const open = skipLayout(text, from);
  if (text.charAt(open.at) !== '(') return open;
  let { line, lineStart } = open;
  let depth = 0;
  for (let at = open.at; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\n') {
      line++;
      lineStart = at + 1;
    } else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return { at: at + 1, line, lineStart };
  }
  return { at: text.length, line, lineStart };
}
