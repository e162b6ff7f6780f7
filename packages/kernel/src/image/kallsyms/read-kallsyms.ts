import { ByteReader, FormatError } from '@tracefit/btf';
import type { SegmentMemory } from '../image-memory';
import type { ImageSymbol } from '../kernel-image';
import { readAddressTables } from './addresses';
import type { AddressTable } from './addresses';
import { decodeNames } from './decode-names';
import type { DecodedNames } from './decode-names';
import { findNames } from './names';
import { findTokenTables } from './token-table';

/** The symbols of the table that is compiled into the image, or why there are none. */
export type Kallsyms =
  | { readonly symbols: readonly ImageSymbol[]; readonly encoding: string }
  | { readonly symbols?: never; readonly refused: string };

/** `_text` is where the text begins; on some architectures a header stands before it. */
const MAX_BEFORE_TEXT = 64 * 1024;

/**
 * Finds and reads the kallsyms table of an image (kernel/kallsyms.c, scripts/kallsyms.c). Its layout is not written down
 * anywhere in the image and changed several times, so every part must prove itself: the tokens by their index, the names by
 * their markers, and the addresses by where they lead. What proves to be nothing, or two different things, is refused.
 */
export function readKallsyms(memory: SegmentMemory): Kallsyms {
  let sawTokens = false;
  for (const { start, bytes } of memory.segments) {
    const segment = new ByteReader(bytes, memory.littleEndian);
    for (const table of findTokenTables(segment)) {
      sawTokens = true;
      const names = findNames(segment, table);
      if (!names) continue;
      let decoded: DecodedNames;
      try {
        decoded = decodeNames(segment, names, table);
      } catch (error) {
        if (error instanceof FormatError) return { refused: `the kernel's symbol table is damaged: ${error.sentence}` };
        throw error;
      }
      const context = { ...memory, segment, segmentAddress: start, count: names.count };
      const fitting = readAddressTables(context, names.countAt, table.indexEnd).filter((addresses) =>
        leadsWhereNamesSay(memory, decoded, addresses),
      );
      return combine(decoded, fitting);
    }
  }
  return {
    refused: sawTokens
      ? "the kernel's symbol table has a layout that is not known: its names were not found"
      : 'the kernel has no symbol table in its image (built without CONFIG_KALLSYMS)',
  };
}

function combine({ letters, names }: DecodedNames, fitting: readonly AddressTable[]): Kallsyms {
  const [first, ...others] = fitting;
  if (!first) {
    return { refused: "the kernel's symbol table has a layout that is not known: its addresses lead nowhere" };
  }
  if (others.some((other) => !isSame(first, other))) {
    return {
      refused: "the kernel's symbol table has a layout that is not known: its addresses can be read in two ways",
    };
  }
  const symbols = names.map((name, i): ImageSymbol => ({
    name,
    letter: letters[i] ?? '',
    address: first.addresses[i] ?? 0,
    absolute: i < first.absolute,
  }));
  return { symbols, encoding: first.encoding };
}

function isSame(a: AddressTable, b: AddressTable): boolean {
  return a.absolute === b.absolute && a.addresses.every((address, i) => address === b.addresses[i]);
}

/** Where a section is both written and executed (`.data` of x86-64 since 6.16), nm calls its data text too. */
const MIN_TEXT_SHARE = 0.7;

/** All text lies between the ends of the image, most of it where instructions are, `_text` or `_stext` at their start, and the banner is the banner. */
function leadsWhereNamesSay(memory: SegmentMemory, { letters, names }: DecodedNames, table: AddressTable): boolean {
  const lowest = Math.min(...memory.segments.map(({ start }) => start));
  const highest = Math.max(...memory.segments.map(({ end }) => end));
  let text = 0;
  let inText = 0;
  let sawStart = false;
  for (let i = table.absolute; i < names.length; i++) {
    const letter = letters[i];
    const name = names[i];
    const address = table.addresses[i] ?? 0;
    if (letter === 'T' || letter === 't') {
      text++;
      // A symbol like _etext stands behind the last byte.
      if (memory.isText(address) || memory.isText(address - 1)) inText++;
      else if (address < lowest || address > highest) return false;
    }
    // Without CONFIG_KALLSYMS_ALL a header in front of the text has no symbols, and `_stext` is where they begin.
    const isFirst = address === table.addresses[table.absolute] && !memory.textRanges.some((r) => r.start === address);
    if (name === '_text' || (name === '_stext' && isFirst)) {
      sawStart = true;
      if (!memory.textRanges.some(({ start }) => address >= start && address <= start + MAX_BEFORE_TEXT)) return false;
    }
    if (name === 'linux_banner' && !hasBanner(memory, address)) return false;
  }
  return sawStart && inText >= text * MIN_TEXT_SHARE;
}

function hasBanner(memory: SegmentMemory, address: number): boolean {
  const start = 'Linux version ';
  return (
    memory.contains(address, start.length) &&
    Buffer.from(memory.read(address, start.length)).toString('latin1') === start
  );
}
