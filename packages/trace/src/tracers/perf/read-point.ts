import { isIdentifier, type Fail, type Piece, type Word } from '../../tracefs/command-lines';

/** A place to probe. */
export interface ProbePoint extends Piece {
  /** Absent for an address and for a line of a source file. */
  readonly func?: Word;
  readonly address?: string;
  readonly offset?: number;
  readonly isReturn: boolean;
  /** A line, counted from the function's first. */
  readonly line?: number;
  /** A pattern of source lines. */
  readonly pattern?: true;
}

/**
 * Reads `[[GROUP:]EVENT=]FUNC[@SRC][:LINE|+OFFSET|%return|;PATTERN]`, `SRC:LINE` or `SRC;PATTERN`
 * (`parse_perf_probe_point`, tools/perf/util/probe-event.c).
 */
export function readPoint(word: Word, fail: Fail): ProbePoint | undefined {
  const sign = word.text.search(/[;=@+%]/);
  const named = sign >= 0 && word.text[sign] === '=';
  if (named && !checkEvent(word, sign, fail)) return undefined;
  const start = word.start + (named ? sign + 1 : 0);
  const text = word.text.slice(start - word.start);
  const isFile = !/[+@%]/.test(text) && /[:;]/.test(text) && /\./.test(text);
  const [name = ''] = /^[^;:+@%]*/.exec(text) ?? [];
  const end = start + name.length;
  if (name === '') return fail(word.start, word.end, 'expected a function, an address or a source file');
  const suffixes = readSuffixes({ text: text.slice(name.length), start: end, end: word.end }, fail);
  if (!suffixes) return undefined;
  const { line, offset, isReturn, pattern } = suffixes;
  const several = [line !== undefined, offset !== undefined && offset > 0, isReturn, pattern].filter(Boolean);
  if (several.length > 1) return fail(end, word.end, 'a place has one of a line, an offset, %return and a pattern');
  const shared = { ...suffixes, start, end: word.end };
  if (isFile) return shared;
  return name.startsWith('0x') ? { ...shared, address: name } : { ...shared, func: { text: name, start, end } };
}

function checkEvent(word: Word, end: number, fail: Fail): boolean {
  const names = word.text.slice(0, end).split(':');
  if (names.length <= 2 && names.every((name) => isIdentifier(name))) return true;
  fail(word.start, word.start + end, 'expected the name of an event, or GROUP:EVENT');
  return false;
}

type Suffixes = Pick<ProbePoint, 'line' | 'offset' | 'isReturn' | 'pattern'>;

function readSuffixes(word: Word, fail: Fail): Suffixes | undefined {
  let found: Suffixes = { isReturn: false };
  for (let at = 0; at < word.text.length;) {
    const sign = word.text.charAt(at);
    // A pattern goes on to the end.
    const [value = ''] = (sign === ';' ? /^.*/s : /^[^;:+@%]*/).exec(word.text.slice(at + 1)) ?? [];
    const start = word.start + at;
    const end = start + 1 + value.length;
    if (sign === ':' && !/^\d{1,9}$/.test(value)) return fail(start, end, 'expected the number of a line');
    if (sign === '+' && !/^(?:0x[\da-f]{1,8}|\d{1,9})$/i.test(value)) {
      return fail(start, end, 'expected an offset in bytes');
    }
    if (sign === '%' && value !== 'return') return fail(start, end, 'expected %return');
    if ((sign === ';' || sign === '@') && value === '') return fail(start, end, `expected something behind ${sign}`);
    // Line 0 is the function itself.
    if (sign === ':' && Number(value) > 0) found = { ...found, line: Number(value) };
    if (sign === '+') found = { ...found, offset: Number(value) };
    if (sign === '%') found = { ...found, isReturn: true };
    if (sign === ';') found = { ...found, pattern: true };
    at += 1 + value.length;
  }
  return found;
}
