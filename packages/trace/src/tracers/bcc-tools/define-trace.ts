import type { MappedText } from '../../embedded/mapped-text';
import type { EmbeddedDefinition } from '../../embedded/read-embedded';
import { userSpaceProbe } from './define-functions';
import { closeHandler, openHandler, splitWords, type ProbePoint, type Word } from './probe-point';
import { createProbeText } from './probe-text';

/** The specifier, the signature of the function and what is left (`_parse_probe` of tools/trace.py). */
const whole = /^([^ \t(]+)(?:\(([^(]*)\))?/;

/**
 * A probe of trace: `[p|r|t|u][:LIBRARY]:FUNCTION[(SIGNATURE)] [(PREDICATE)] ["FORMAT", VALUES]`; `undefined` where it makes no
 * probe of that.
 */
export function defineTrace(source: MappedText): readonly EmbeddedDefinition[] | undefined {
  const { text } = source;
  const [head = '', specifier = '', signature] = whole.exec(text) ?? [];
  const point = readSpecifier(specifier);
  if (!point) return undefined;
  if (point.type === 'u' || (point.type !== 't' && point.scope.text !== '')) return [userSpaceProbe(source)];
  const probe = createProbeText(source);
  const opened = specifier.length + 1;
  openHandler(probe, point, signature === undefined ? undefined : { start: opened, end: opened + signature.length });
  const from = skipBlanks(text, head.length);
  const predicateEnd = text[from] === '(' ? closing(text, from) : from;
  if (predicateEnd > from) probe.value(from, predicateEnd, false);
  for (const { start, end, isText } of readAction(text, predicateEnd)) probe.value(start, end, isText);
  closeHandler(probe, point);
  return [probe.define()];
}

/** `func` is `p::func`, `lib:func` is `p:lib:func`. */
function readSpecifier(text: string): ProbePoint | undefined {
  const words = splitWords(text, 0);
  const last = words.at(-1);
  if (!last) return undefined;
  const none: Word = { text: '', start: last.start, end: last.start };
  const [first = none] = words;
  const type = words.length < 3 ? 'p' : first.text || 'p';
  const scope = words.length < 2 ? none : words.length === 2 ? first : (words[1] ?? none);
  const [, name = '', offset = '0'] = /^([^+]*)(?:\+(\w+))?$/.exec(last.text) ?? [];
  if (!/^[prtu]$/.test(type) || name === '') return undefined;
  return {
    type,
    scope,
    name: { text: name, start: last.start, end: last.start + name.length },
    offset: Number(offset) || 0,
  };
}

/** The values behind a format, each with whether `%s` prints it; they are split at commas as the tool does. */
function* readAction(
  text: string,
  from: number,
): Generator<{ readonly start: number; readonly end: number; readonly isText: boolean }> {
  const found = /^(\s*)("[^"]*"),?/.exec(text.slice(from));
  if (!found) return;
  const [all, , format = ''] = found;
  const letters = [...format.matchAll(/%-?\d*(s|l{0,2}[dux]|h?[du]|c|K|U)/g)].map(([, letter]) => letter);
  let at = from + all.length;
  for (const [index, value] of text
    .slice(at)
    .split(/(?<!"),/)
    .entries()) {
    const start = at + (value.length - value.trimStart().length);
    if (value.trim() !== '') yield { start, end: at + value.trimEnd().length, isText: letters[index] === 's' };
    at += value.length + 1;
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

/** Behind the parenthesis that closes the one at an offset; that offset where none does. */
export function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return open;
}
