import { FormatError } from '@tracefit/btf';
import type { ByteReader } from '@tracefit/btf';
import { entryLength } from './names';
import type { NameTable } from './names';
import type { TokenTable } from './token-table';

/** A name without its letter; both as the table has them. */
export interface LetterAndName {
  readonly letter: string;
  readonly name: string;
}

/** More than any name unpacks to: what KSYM_NAME_LEN allows, twice. */
const MAX_NAME = 1024;

/**
 * Puts the names together from their tokens; the first character is the nm letter.
 * @throws FormatError for a name that is too long or empty
 */
export function decodeNames(segment: ByteReader, names: NameTable, table: TokenTable): LetterAndName[] {
  const { bytes } = segment;
  // Nearly all kernels; a fifth faster.
  const encoding = table.tokens.every((token) => token.every((byte) => byte < 128)) ? 'latin1' : 'utf8';
  const { starts, data } = flatten(table.tokens);
  const name = Buffer.alloc(MAX_NAME);
  const decoded = new Array<LetterAndName>(names.count);
  let at = names.start;
  for (let i = 0; i < names.count; i++) {
    const packed = entryLength(bytes, at);
    at += packed > 127 ? 2 : 1;
    const end = at + packed;
    let length = 0;
    for (; at < end; at++) {
      const token = bytes[at] ?? 0;
      const stop = starts[token + 1] ?? 0;
      for (let from = starts[token] ?? 0; from < stop; from++) name[length++] = data[from] ?? 0;
      if (length > MAX_NAME) throw new FormatError(`the name of symbol ${i} is too long`, segment.origin + at);
    }
    if (length < 2) throw new FormatError(`symbol ${i} has no name`, segment.origin + at);
    decoded[i] = {
      letter: String.fromCharCode(name[0] ?? 0),
      name: name.toString(encoding, 1, length),
    };
  }
  return decoded;
}

/** All tokens in one array, and where each begins. */
function flatten(tokens: readonly Uint8Array[]): { readonly starts: Uint32Array; readonly data: Uint8Array } {
  const starts = new Uint32Array(tokens.length + 1);
  tokens.forEach((token, i) => (starts[i + 1] = (starts[i] ?? 0) + token.length));
  return { starts, data: Buffer.concat(tokens) };
}
