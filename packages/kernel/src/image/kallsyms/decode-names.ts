import { FormatError } from '@tracefit/btf';
import type { ByteReader } from '@tracefit/btf';
import { entryLength } from './names';
import type { NameTable } from './names';
import type { TokenTable } from './token-table';

/** Letters and names of all symbols, in the order of the table. */
export interface DecodedNames {
  readonly letters: readonly string[];
  readonly names: readonly string[];
}

/** More than any name unpacks to: what KSYM_NAME_LEN allows, twice. */
const MAX_NAME = 1024;
/** So much text is made into a string at once; names are cut from it, which is far cheaper than making each. */
const CHUNK = 1024 * 1024;

/**
 * Puts the names together from their tokens; the first character is the nm letter.
 * @throws FormatError for a name that is too long or empty
 */
export function decodeNames(segment: ByteReader, table: NameTable, { tokens }: TokenTable): DecodedNames {
  const { bytes } = segment;
  const { starts, data } = flatten(tokens);
  const isAscii = data.every((byte) => byte < 128);
  const text = Buffer.alloc(CHUNK + MAX_NAME);
  const letters = new Array<string>(table.count);
  const names = new Array<string>(table.count);
  const ends = new Uint32Array(table.count);
  let first = 0;
  let length = 0;
  let at = table.start;
  const flush = (end: number): void => {
    const whole = isAscii ? text.toString('latin1', 0, length) : '';
    for (let i = first, start = 0; i < end; i++) {
      const stop = ends[i] ?? 0;
      letters[i] = String.fromCharCode(text[start] ?? 0);
      names[i] = isAscii ? whole.slice(start + 1, stop) : text.toString('utf8', start + 1, stop);
      start = stop;
    }
    first = end;
    length = 0;
  };

  for (let i = 0; i < table.count; i++) {
    const packed = entryLength(bytes, at);
    at += packed > 127 ? 2 : 1;
    const start = length;
    for (const end = at + packed; at < end; at++) {
      const token = bytes[at] ?? 0;
      const stop = starts[token + 1] ?? 0;
      for (let from = starts[token] ?? 0; from < stop; from++) text[length++] = data[from] ?? 0;
      if (length - start > MAX_NAME) throw new FormatError(`the name of symbol ${i} is too long`, segment.origin + at);
    }
    if (length - start < 2) throw new FormatError(`symbol ${i} has no name`, segment.origin + at);
    ends[i] = length;
    if (length >= CHUNK - MAX_NAME) flush(i + 1);
  }
  flush(table.count);
  return { letters, names };
}

/** All tokens in one array, and where each begins. */
function flatten(tokens: readonly Uint8Array[]): { readonly starts: Uint32Array; readonly data: Uint8Array } {
  const starts = new Uint32Array(tokens.length + 1);
  tokens.forEach((token, i) => (starts[i + 1] = (starts[i] ?? 0) + token.length));
  return { starts, data: Buffer.concat(tokens) };
}
