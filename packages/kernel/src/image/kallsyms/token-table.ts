import type { ByteReader } from '@tracefit/btf';

/** The pieces names are made of, one for each byte, and where they stand. */
export interface TokenTable {
  readonly tokens: readonly Uint8Array[];
  /** Of the table, in the segment. */
  readonly start: number;
  /** Of the token index behind it. */
  readonly indexStart: number;
  readonly indexEnd: number;
}

const TOKENS = 256;
const FIRST_DIGIT = 0x30;
/** `0` NUL `1` NUL .. `9` NUL: the digits stand for themselves, at their own numbers. */
const DIGITS = Buffer.from(Array.from('0123456789', (digit) => `${digit}\0`).join(''), 'latin1');
/** No token is longer than a name may be (KSYM_NAME_LEN, include/linux/kallsyms.h). */
const MAX_TOKEN = 512;
const MAX_PADDING = 64;
/** A kernel has one. */
const MAX_TABLES = 8;

/**
 * Finds the token tables in a segment: 256 NUL-terminated strings, followed by 256 u16 that are the offsets of the strings
 * (scripts/kallsyms.c, write_src()). The index is what makes it certain, and also tells where the table starts.
 */
export function findTokenTables(segment: ByteReader): TokenTable[] {
  const bytes = Buffer.from(segment.bytes.buffer, segment.bytes.byteOffset, segment.bytes.byteLength);
  const found: TokenTable[] = [];
  for (let at = bytes.indexOf(DIGITS); at >= 0 && found.length < MAX_TABLES; at = bytes.indexOf(DIGITS, at + 1)) {
    const end = skipTokens(bytes, at, TOKENS - FIRST_DIGIT);
    if (end === undefined) continue;
    for (let indexStart = end; indexStart <= end + MAX_PADDING; indexStart++) {
      const table = readTable(segment, at, end, indexStart);
      if (table) found.push(table);
    }
  }
  return found;
}

/** Where `count` strings from `at` end. */
function skipTokens(bytes: Buffer, at: number, count: number): number | undefined {
  let position = at;
  for (let i = 0; i < count; i++) {
    const end = bytes.indexOf(0, position);
    if (end < 0 || end - position > MAX_TOKEN) return undefined;
    position = end + 1;
  }
  return position;
}

function readTable(segment: ByteReader, digitsAt: number, end: number, indexStart: number): TokenTable | undefined {
  const indexEnd = indexStart + TOKENS * 2;
  if (indexEnd > segment.length || segment.u16At(indexStart) !== 0) return undefined;
  const start = digitsAt - segment.u16At(indexStart + FIRST_DIGIT * 2);
  if (start < 0) return undefined;
  const tokens: Uint8Array[] = [];
  let position = start;
  for (let i = 0; i < TOKENS; i++) {
    if (segment.u16At(indexStart + i * 2) !== position - start) return undefined;
    const stop = segment.bytes.indexOf(0, position);
    if (stop < 0 || stop >= end) return undefined;
    tokens.push(segment.bytes.subarray(position, stop));
    position = stop + 1;
  }
  return position === end ? { tokens, start, indexStart, indexEnd } : undefined;
}
