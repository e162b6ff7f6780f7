import { FormatError } from './format-error';
import type { ByteReader } from './byte-reader';

/** NUL-terminated strings, addressed by byte offset, as in BTF and ELF; strings may share their tails. */
export interface StringTable {
  /** In bytes. */
  readonly length: number;
  /**
   * @param offset byte offset in the table
   * @param what names the string in errors
   * @param referrer byte offset in the whole input of the number that gave `offset`, for errors
   */
  at(offset: number, what: string, referrer: number): string;
  /** Where the string that begins or goes on at `offset` ends; `offset` lies in the table. */
  end(offset: number): number;
  readonly bytes: Uint8Array;
}

/** Names longer than this find their end in a sorted list, so that a table without NULs costs no quadratic time. */
const shortName = 96;

/**
 * Reads a string table with one decoding of all its bytes; a string is then a slice of that text.
 *
 * @param reader the table
 */
export function readStringTable(reader: ByteReader): StringTable {
  const { bytes } = reader;
  let text: Text | undefined;
  let ends: Uint32Array | undefined;

  const end = (offset: number): number => {
    const near = Math.min(offset + shortName, bytes.length);
    for (let position = offset; position < near; position++) if (bytes[position] === 0) return position;
    return firstFrom((ends ??= positionsOfNul(bytes)), offset) ?? bytes.length;
  };

  return {
    bytes,
    length: bytes.length,
    end,
    at(offset, what, referrer) {
      if (offset >= bytes.length) throw new FormatError(`${what} starts outside its string table`, referrer);
      const stop = end(offset);
      if (stop === bytes.length) throw new FormatError(`${what} does not end`, reader.origin + offset);
      const { characters, units } = (text ??= decode(bytes));
      return units ? characters.slice(units[offset], units[stop]) : characters.slice(offset, stop);
    },
  };
}

interface Text {
  readonly characters: string;
  /** For each byte the index in `characters`; `undefined` where the two are the same, as in ASCII. */
  readonly units: Uint32Array | undefined;
}

/** As UTF-8; a table that is none has each byte for a character. */
function decode(bytes: Uint8Array): Text {
  let characters: string;
  try {
    characters = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
  } catch {
    return { characters: new TextDecoder('latin1').decode(bytes), units: undefined };
  }
  if (characters.length === bytes.length) return { characters, units: undefined };
  const units = new Uint32Array(bytes.length);
  for (let at = 0, unit = 0; at < bytes.length; at++) {
    units[at] = unit;
    const byte = bytes[at] ?? 0;
    if (byte < 0x80 || byte >= 0xc0) unit += byte >= 0xf0 ? 2 : 1;
  }
  return { characters, units };
}

function positionsOfNul(bytes: Uint8Array): Uint32Array {
  let count = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) count++;
  const positions = new Uint32Array(count);
  let next = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) positions[next++] = at;
  return positions;
}

/** The first of the ascending `values` that is not below `from`. */
function firstFrom(values: Uint32Array, from: number): number | undefined {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return values[low];
}
