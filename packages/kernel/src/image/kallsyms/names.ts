import type { ByteReader } from '@tracefit/btf';
import type { TokenTable } from './token-table';

/** Where the packed names of all symbols stand, all checked against the markers. */
export interface NameTable {
  readonly count: number;
  /** Of `num_syms`. */
  readonly countAt: number;
  readonly start: number;
  readonly end: number;
}

/** A marker is the offset of every 256th name (scripts/kallsyms.c). */
const GROUP = 256;
/** A name takes at least a length byte, and a byte for letter and name. */
const MIN_ENTRY = 2;
/** Two length bytes and as many tokens as a name may have characters (KSYM_NAME_LEN is 512 since 6.1). */
const MAX_ENTRY = 2 + 512;
/** More symbols than any kernel has. */
const MAX_SYMBOLS = 8_000_000;
/** Between the markers and the token table may stand 3 bytes a symbol (6.1, 6.2). */
const MAX_BETWEEN = 3 * MAX_SYMBOLS;
/** As much is looked through first; real tables lie in it. */
const NEAR = 1024 * 1024;
/** The tables begin at multiples of 8, later of 4. */
const MAX_PADDING = 8;
/** Fewer symbols could be anything. */
const MIN_MARKERS = 3;
const MAX_CANDIDATES = 16;
/** Names that are looked at before giving up; a real table takes one look at each. */
const MAX_LOOKS = 5 * MAX_SYMBOLS;

/**
 * Finds the names before a token table: `num_syms`, the names, the markers. A run of numbers that start at 0 and rise as
 * markers do shows where to look; it is right when as many names as `num_syms` says, one behind the other, meet every marker
 * and end where the markers begin.
 */
export function findNames(segment: ByteReader, table: TokenTable): NameTable | undefined {
  const looks = { left: MAX_LOOKS };
  for (const reach of [NEAR, MAX_BETWEEN]) {
    for (const run of findMarkerRuns(segment, Math.max(0, table.start - reach), table.start)) {
      for (let markers = run.length; markers >= Math.max(run.length - 1, MIN_MARKERS - 1); markers--) {
        const names = findNamesBefore(segment, { markersAt: run.start, markers }, looks);
        if (names) return names;
      }
    }
  }
  return undefined;
}

interface Run {
  readonly start: number;
  readonly length: number;
}

/** Rising runs of u32 from 0, the longest first. */
function findMarkerRuns(segment: ByteReader, lowest: number, before: number): Run[] {
  const runs: Run[] = [];
  let length = 0;
  let previous = 0;
  let start = lowest + (-lowest & 3);
  for (let at = start; at + 4 <= before; at += 4) {
    const value = segment.u32At(at);
    const step = value - previous;
    if (length > 0 && step >= GROUP * MIN_ENTRY && step <= GROUP * MAX_ENTRY) {
      length++;
    } else {
      if (length >= MIN_MARKERS) runs.push({ start, length });
      length = value === 0 ? 1 : 0;
      start = at;
    }
    previous = value;
  }
  if (length >= MIN_MARKERS) runs.push({ start, length });
  return runs.sort((a, b) => b.length - a.length).slice(0, MAX_CANDIDATES);
}

interface Looks {
  left: number;
}

function findNamesBefore(
  segment: ByteReader,
  { markersAt, markers }: { readonly markersAt: number; readonly markers: number },
  looks: Looks,
): NameTable | undefined {
  const least = segment.u32At(markersAt + (markers - 1) * 4) + MIN_ENTRY;
  const lowest = Math.max(8, markersAt - least - GROUP * MAX_ENTRY - MAX_PADDING);
  for (let start = (markersAt - least) & ~3; start >= lowest; start -= 4) {
    for (const countAt of [start - 8, start - 4]) {
      const count = segment.u32At(countAt);
      if (count <= (markers - 1) * GROUP || count > markers * GROUP || count > MAX_SYMBOLS) continue;
      const end = walkNames(segment, { count, start, markersAt }, looks);
      if (end !== undefined) return { count, countAt, start, end };
    }
  }
  return undefined;
}

/** Where the names end, if they meet every marker and nothing but padding stands between them and the markers. */
function walkNames(
  segment: ByteReader,
  names: { readonly count: number; readonly start: number; readonly markersAt: number },
  looks: Looks,
): number | undefined {
  const { count, start, markersAt } = names;
  const { bytes } = segment;
  let at = start;
  for (let i = 0; i < count; i++) {
    if (i % GROUP === 0 && segment.u32At(markersAt + (i / GROUP) * 4) !== at - start) return undefined;
    const length = entryLength(bytes, at);
    if (length === 0 || looks.left-- <= 0) return undefined;
    at += (length > 127 ? 2 : 1) + length;
    if (at > markersAt) return undefined;
  }
  if (markersAt - at >= MAX_PADDING) return undefined;
  for (let i = at; i < markersAt; i++) if (bytes[i] !== 0) return undefined;
  return at;
}

/** One byte up to 127; above it 7 bits and a second byte with 8 more (6.1 and newer; older kernels have no such name). */
export function entryLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  return first > 127 ? (first & 0x7f) | ((bytes[at + 1] ?? 0) << 7) : first;
}
