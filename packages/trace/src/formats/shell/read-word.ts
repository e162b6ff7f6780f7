import type { ShellWord, WordPart } from './syntax';

/** Characters that end a word outside of quotes. */
const ends = /[\s;&|()<>]/;

/** What the functions that read one word share. */
interface Reading {
  readonly text: string;
  readonly end: number;
  readonly parts: WordPart[];
  /** Where a quote begins that nothing closes. */
  unclosed?: number;
}

type Where = 'plain' | 'quotes' | 'here';

/** Reads the word that begins at an offset; one character after another, nothing in it goes back. */
export function readWord(text: string, start: number): ShellWord {
  const reading: Reading = { text, end: text.length, parts: [] };
  let at = start;
  while (at < text.length && !ends.test(text[at] ?? '')) at = readPart(reading, at, 'plain');
  const { parts, unclosed } = reading;
  return { parts, start, end: at, ...(unclosed !== undefined && { unclosed }) };
}

/** The lines of a here-document, as one word; `quoted`: nothing in it stands for something else. */
export function readBody(text: string, start: number, end: number, quoted: boolean): ShellWord {
  const reading: Reading = { text, end, parts: [] };
  if (quoted) reading.parts.push({ kind: 'text', text: text.slice(start, end), start, end });
  else for (let at = start; at < end;) at = readPart(reading, at, 'here');
  return { parts: reading.parts, start, end };
}

/** Adds the part at an offset and answers where it ends. */
function readPart(reading: Reading, at: number, where: Where): number {
  const { text, end, parts } = reading;
  const character = text[at];
  if (character === '\\') return readEscape(reading, at, where);
  if (character === '$') return readDollar(reading, at, where);
  if (character === '`') return addSubstitution(reading, at, closing(text, at + 1, end, '`'));
  if (character === "'" && where === 'plain') return readSingle(reading, at);
  if (character === '"' && where === 'plain') return readDouble(reading, at);
  const special = where === 'plain' ? /[\\$`'"\s;&|()<>]/g : where === 'quotes' ? /[\\$`"]/g : /[\\$`]/g;
  special.lastIndex = at + 1;
  const next = Math.min(special.exec(text)?.index ?? end, end);
  parts.push({ kind: 'text', text: text.slice(at, next), start: at, end: next });
  return next;
}

function addSubstitution({ parts }: Reading, start: number, end: number): number {
  parts.push({ kind: 'substitution', start, end });
  return end;
}

function readEscape({ text, end, parts }: Reading, at: number, where: Where): number {
  const next = text[at + 1];
  if (next === undefined || at + 1 >= end) {
    parts.push({ kind: 'text', text: '\\', start: at, end: at + 1 });
    return at + 1;
  }
  const escapes = where === 'plain' || '$`\\\n'.includes(next) || (where === 'quotes' && next === '"');
  if (!escapes) parts.push({ kind: 'text', text: `\\${next}`, start: at, end: at + 2 });
  else if (next === '\n') parts.push({ kind: 'escape', text: '', start: at, end: at + 2 });
  else parts.push({ kind: 'escape', text: next, start: at, end: at + 2 });
  return at + 2;
}

function readSingle(reading: Reading, at: number): number {
  const { text, end, parts } = reading;
  const close = text.indexOf("'", at + 1);
  if (close < 0 || close >= end) reading.unclosed ??= at;
  const stop = close < 0 || close > end ? end : close;
  parts.push({ kind: 'text', text: text.slice(at + 1, stop), start: at + 1, end: stop });
  return Math.min(stop + 1, end);
}

function readDouble(reading: Reading, at: number): number {
  const { text, end } = reading;
  let position = at + 1;
  while (position < end && text[position] !== '"') position = readPart(reading, position, 'quotes');
  if (position >= end) reading.unclosed ??= at;
  return Math.min(position + 1, end);
}

/** `$NAME`, `${..}`, `$(..)`, `$'..'`, or a dollar sign. */
function readDollar(reading: Reading, at: number, where: Where): number {
  const { text, end, parts } = reading;
  const next = at + 1 < end ? (text[at + 1] ?? '') : '';
  if (next === '(') {
    const close = closingParenthesis(text, at + 2, end);
    return readCat(reading, at, close) ?? addSubstitution(reading, at, close);
  }
  if (next === '{') return readBraces(reading, at);
  if (next === "'" && where === 'plain') return readAnsi(reading, at);
  const name = /\w*/y;
  name.lastIndex = at + 1;
  const found = /[0-9@*#?$!-]/.test(next) ? next : (name.exec(text)?.[0] ?? '');
  const stop = Math.min(at + 1 + found.length, end);
  if (found === '') parts.push({ kind: 'text', text: '$', start: at, end: at + 1 });
  else parts.push({ kind: 'variable', name: found, start: at, end: stop });
  return stop;
}

/** `$(cat <<'WORD' .. WORD)`, whose lines are a text that is written out; those in which something else may stand are not. */
function readCat({ text, parts }: Reading, start: number, end: number): number | undefined {
  const inside = text.slice(start + 2, end - 1);
  const found = /^\s*cat\s*<<\s*(['"]?)(\w+)\1[ \t]*\n/.exec(inside);
  if (!found) return undefined;
  const [head, quote, word = ''] = found;
  const body = inside.slice(head.length).replace(/\s+$/, '');
  if (!body.endsWith(`\n${word}`) || (quote === '' && /[$`\\]/.test(body))) return undefined;
  const from = start + 2 + head.length;
  const to = from + body.length - word.length - 1;
  parts.push({ kind: 'text', text: text.slice(from, to), start: from, end: to });
  return end;
}

/** `${NAME}`, `${NAME:-DEFAULT}`; other forms are values that are not known. */
function readBraces({ text, end, parts }: Reading, at: number): number {
  const close = closingBrace(text, at + 2, end);
  const inside = text.slice(at + 2, text[close - 1] === '}' ? close - 1 : close);
  const [, name, fallback] = /^(\w+)(?::?[-=]([^$`"'\\]*))?$/s.exec(inside) ?? [];
  const known = { ...(name !== undefined && { name }), ...(fallback !== undefined && { fallback }) };
  parts.push({ kind: 'variable', ...known, start: at, end: close });
  return close;
}

const ansi: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
]);

/** `$'..'` with its escapes, of which those are read that text for the kernel needs. */
function readAnsi(reading: Reading, at: number): number {
  const { text, end, parts } = reading;
  let position = at + 2;
  while (position < end && text[position] !== "'") {
    const start = position;
    if (text[position] === '\\' && position + 1 < end) {
      const next = text[position + 1] ?? '';
      parts.push({ kind: 'escape', text: ansi.get(next) ?? next, start, end: start + 2 });
      position += 2;
    } else {
      while (position < end && text[position] !== "'" && text[position] !== '\\') position++;
      parts.push({ kind: 'text', text: text.slice(start, position), start, end: position });
      // A backslash at the very end stands for itself.
      if (position === start) position++;
    }
  }
  if (position >= end) reading.unclosed ??= at;
  return Math.min(position + 1, end);
}

/** Behind the next `close` that no backslash is in front of. */
function closing(text: string, from: number, end: number, close: string): number {
  for (let at = from; at < end; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === close) return at + 1;
  }
  return end;
}

/** Behind the `}` that closes `${`; what stands for something else inside is passed over, and so is what is in double quotes. */
function closingBrace(text: string, from: number, end: number): number {
  let depth = 1;
  for (let at = from; at < end; at++) {
    const character = text[at] ?? '';
    if (character === '\\') at++;
    else if (character === '$' && text[at + 1] === '(') at = closingParenthesis(text, at + 2, end) - 1;
    else if (character === '$' && text[at + 1] === '{') {
      depth++;
      at++;
    } else if (character === '}' && --depth === 0) return at + 1;
  }
  return end;
}

/** Behind the `)` that closes; quotes inside are passed over. */
function closingParenthesis(text: string, from: number, end: number): number {
  let depth = 1;
  let quote = '';
  for (let at = from; at < end; at++) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'") at++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at + 1;
  }
  return end;
}
