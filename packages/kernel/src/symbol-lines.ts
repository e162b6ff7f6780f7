import { FormatError } from '@tracefit/btf';

/** A line of kallsyms or System.map. */
export interface SymbolLine {
  readonly name: string;
  readonly letter: string;
  /** As far as a number can say, enough to tell zero and order from each other. */
  readonly address: number;
  readonly module?: string;
}

/** More symbols than any kernel has, with all its modules loaded. */
const MAX_SYMBOLS = 1_500_000;
/** Longer lines are none: 16 digits, the name (KSYM_NAME_LEN is 512), the module (64). */
const MAX_LINE = 700;
const NEWLINE = 10;
const SPACE = 32;
const TAB = 9;

/** Whether the first line is `ADDRESS LETTER NAME`. */
export function looksLikeSymbolLines(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, MAX_LINE)).toString('latin1');
  return /^[0-9a-f]{8,16} [A-Za-z?] [^\s]+(?:\t\[[^\]\s]+\])?(?:\r?\n|$)/.test(start);
}

/**
 * Reads the lines `ADDRESS LETTER NAME` with `TAB [MODULE]` behind those of a module (kernel/kallsyms.c, s_show()). Goes over
 * the bytes once, whatever their number.
 * @throws FormatError for any other line
 */
export function* readSymbolLines(bytes: Uint8Array): Generator<SymbolLine> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf(NEWLINE, start);
    const end = found < 0 ? text.length : found;
    if (end - start > MAX_LINE) throw new FormatError('a line is too long for a symbol', start);
    if (end > start) {
      if (++count > MAX_SYMBOLS) throw new FormatError('there are more symbols than any kernel has', start);
      yield readLine(text, start, end);
    }
    start = end + 1;
  }
}

function readLine(text: Buffer, start: number, end: number): SymbolLine {
  let at = start;
  let address = 0;
  for (let digit = hexDigit(text[at]); digit >= 0; digit = hexDigit(text[++at])) address = address * 16 + digit;
  const letter = text[at + 1];
  const nameStart = at + 3;
  if (at === start || at - start > 16 || text[at] !== SPACE || letter === undefined || text[at + 2] !== SPACE) {
    throw new FormatError('a line is not an address, a letter and a name', start);
  }
  let nameEnd = nameStart;
  while (nameEnd < end && text[nameEnd] !== TAB) nameEnd++;
  const name = text.toString('utf8', nameStart, nameEnd).trimEnd();
  if (name === '' || name.includes(' ')) throw new FormatError('a symbol has no name', start);
  if (nameEnd === end) return { name, letter: String.fromCharCode(letter), address };
  const module = /^\[([^\]]+)\]$/.exec(text.toString('utf8', nameEnd + 1, end).trim())?.[1];
  if (module === undefined) throw new FormatError('a line ends with something else than a module', nameEnd);
  return { name, letter: String.fromCharCode(letter), address, module };
}

/** -1 for what is none. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57;
  return -1;
}
