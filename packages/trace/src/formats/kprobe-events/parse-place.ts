import type { Fail, Word } from '../../tracefs/command-lines';
import { parseKernelNumber } from '../../tracefs/kernel-number';
import type { Place, ProbeCommand } from './syntax';

/** Offsets that are still the beginning of a function on some machine: behind `endbr64`, `bti`, a TOC set-up. */
const entryOffsets: ReadonlySet<number> = new Set([0, 4, 8]);

/** Whether an offset may be the beginning of a function; only 0 is for certain. */
export function mayBeEntry(offset: number): boolean {
  return entryOffsets.has(offset);
}

/** Whether a name of a function is a pattern (`glob_match`). */
export function isWildcard(name: string): boolean {
  return /[*?[]/.test(name);
}

/** Reads the second word: what is probed. */
export function parsePlace(
  letter: ProbeCommand['letter'],
  word: Word,
  args: readonly Word[],
  fail: Fail,
): Place | undefined {
  switch (letter) {
    case 'p':
    case 'r':
      return parseKprobePlace(word, letter === 'r', fail);
    case 'f':
      return parseFprobePlace(word, args, fail);
    case 't':
      return parseTracepoint(word, fail);
    case 'e':
      return parseEvent(word, fail);
  }
}

/** `[MOD:]SYM[+OFFS][%return]`, an address, or a file and an offset (`__trace_kprobe_create`, trace_kprobe.c). */
function parseKprobePlace(word: Word, returns: boolean, fail: Fail): Place | undefined {
  const { text, start, end } = word;
  if (parseKernelNumber(text) !== undefined && !text.startsWith('-')) return { kind: 'address', text, start, end };
  if (text.includes('/') && text.includes(':')) {
    return { kind: 'file', text, isReturn: returns || text.includes('%return'), start, end };
  }
  const percent = text.indexOf('%');
  if (percent >= 0 && text.slice(percent) !== '%return') {
    return fail(start + percent, end, 'nothing but %return may follow the function');
  }
  const name = percent >= 0 ? text.slice(0, percent) : text;
  const sign = name.search(/[+-]/);
  const offset = sign < 0 ? undefined : parseKernelNumber(name.slice(sign));
  if (sign >= 0 && (offset === undefined || offset < 0 || offset > 0xffff_ffff)) {
    return fail(start, end, `${name.slice(sign)} is no offset into a function`);
  }
  const isReturn = returns || percent >= 0;
  if (isReturn && offset !== undefined && !mayBeEntry(offset)) {
    return fail(start, end, 'a return probe is put on the beginning of a function');
  }
  const symbol = sign < 0 ? name : name.slice(0, sign);
  return parseSymbol({ text: symbol, start, end: start + symbol.length }, end, isReturn, offset, fail);
}

function parseSymbol(
  word: Word,
  end: number,
  isReturn: boolean,
  offset: number | undefined,
  fail: Fail,
): Place | undefined {
  const { text, start } = word;
  const colon = text.indexOf(':');
  const name = text.slice(colon + 1);
  if (name === '' || colon === 0) return fail(start, end, 'expected [MODULE:]FUNCTION');
  const symbol = { text: name, start: start + colon + 1, end: word.end };
  const module = colon < 0 ? undefined : { text: text.slice(0, colon), start, end: start + colon };
  return {
    kind: 'symbol',
    symbol,
    isReturn,
    start,
    end,
    ...(module && { module }),
    ...(offset !== undefined && offset !== 0 && { offset }),
  };
}

/** `FUNCTION[%return]`; `$retval` among the arguments makes it a return probe too (trace_fprobe.c). */
function parseFprobePlace(word: Word, args: readonly Word[], fail: Fail): Place | undefined {
  const { text, start, end } = word;
  const percent = text.indexOf('%');
  if (percent >= 0 && text.slice(percent) !== '%return') {
    return fail(start + percent, end, 'nothing but %return may follow the function');
  }
  const symbol = percent >= 0 ? text.slice(0, percent) : text;
  if (/[+-]/.test(symbol.replace(/\[[^\]]*\]/g, ''))) {
    return fail(start, end, 'a function probe is put on the beginning of a function, not at an offset');
  }
  const isReturn = percent >= 0 || args.some((arg) => /\$retval(?![A-Za-z0-9_])/.test(arg.text));
  return parseSymbol({ text: symbol, start, end: start + symbol.length }, end, isReturn, undefined, fail);
}

function parseTracepoint(word: Word, fail: Fail): Place | undefined {
  const { text, start, end } = word;
  const wrong = text.search(/[^A-Za-z0-9_]/);
  if (wrong >= 0) return fail(start + wrong, end, 'the name of a tracepoint has letters, digits and _ only');
  return { kind: 'tracepoint', name: text, start, end };
}

/** `SYSTEM/EVENT` or `SYSTEM.EVENT` (trace_eprobe.c). */
function parseEvent(word: Word, fail: Fail): Place | undefined {
  const { text, start, end } = word;
  const separator = text.includes('/') ? '/' : '.';
  const at = text.indexOf(separator);
  const system = text.slice(0, Math.max(at, 0));
  const name = text.slice(at + 1);
  if (!/^[A-Za-z_-][A-Za-z0-9_-]{0,62}$/.test(system) || !/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name)) {
    return fail(start, end, 'expected SYSTEM.EVENT or SYSTEM/EVENT');
  }
  return { kind: 'event', system, name, start, end };
}
