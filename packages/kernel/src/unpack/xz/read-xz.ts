import { crc32 } from 'node:zlib';
import { ByteReader, FormatError } from '@tracefit/btf';
import { undoX86Filter } from './bcj-x86';
import { newCheck } from './check';
import { readLzma2 } from './lzma2';

const FILTER_X86 = 0x04;
const FILTER_LZMA2 = 0x21;

interface Filter {
  readonly id: number;
  readonly properties: Uint8Array;
}

interface IndexRecord {
  /** Of the whole block without the padding behind it. */
  readonly packed: number;
  readonly unpacked: number;
}

/** `fd 37 7a 58 5a 00` */
export function isXz(bytes: Uint8Array): boolean {
  return bytes[0] === 0xfd && bytes[1] === 0x37 && bytes[2] === 0x7a && bytes[3] === 0x58 && bytes[4] === 0x5a;
}

/** Blocks up to this size are unpacked whole; of larger ones only what the packer may refer back to is kept. */
const MAX_WHOLE = 32 * 1024 * 1024;

/**
 * Unpacks an .xz file (The .xz File Format 1.2.1): streams one behind the other, LZMA2, and the x86 filter that kernels are
 * packed with. The sizes come from the index at the end of each stream, so the limit is kept before anything is unpacked.
 *
 *     stream = header 12 | blocks | index | footer 12        block = header | LZMA2 data | padding to 4 | check
 *
 * @param limit the most bytes it may unpack to
 * @throws FormatError where it is damaged, uses another filter, or unpacks to more than `limit`
 */
export function readXz(bytes: Uint8Array, limit: number): Uint8Array {
  const streams = findStreams(bytes);
  const size = unpackedSize(streams, limit);
  // Blocks are whole pieces, each in memory of its own; most files have one.
  const pieces = [...readStreams(bytes, streams, Infinity)];
  const [only] = pieces;
  if (only?.length === size) return only;
  const output = new Uint8Array(size);
  let written = 0;
  for (const piece of pieces) {
    output.set(piece, written);
    written += piece.length;
  }
  return output;
}

/**
 * The same in pieces, each of which holds until the next one is asked for; a damaged block may have given some before it is
 * refused.
 */
export function* readXzInPieces(bytes: Uint8Array, limit: number): Generator<Uint8Array> {
  const streams = findStreams(bytes);
  unpackedSize(streams, limit);
  yield* readStreams(bytes, streams, MAX_WHOLE);
}

function unpackedSize(streams: readonly Stream[], limit: number): number {
  const size = streams.reduce((sum, s) => sum + s.records.reduce((n, r) => n + r.unpacked, 0), 0);
  if (size > limit) throw new FormatError(`the xz data unpacks to ${size} bytes, more than the allowed ${limit}`, 0);
  return size;
}

function* readStreams(bytes: Uint8Array, streams: readonly Stream[], maxWhole: number): Generator<Uint8Array> {
  for (const stream of streams) {
    let at = stream.start + 12;
    for (const record of stream.records) {
      yield* readBlock(bytes, at, record, stream.check, maxWhole);
      at += Math.ceil(record.packed / 4) * 4;
    }
  }
}

interface Stream {
  readonly start: number;
  readonly check: number;
  readonly records: readonly IndexRecord[];
}

/** Walks from the end of the file to its start, footer by footer. */
function findStreams(bytes: Uint8Array): Stream[] {
  const streams: Stream[] = [];
  let end = bytes.length;
  while (end > 0) {
    while (end >= 4 && end % 4 === 0 && bytes[end - 1] === 0 && isZero(bytes, end - 4)) end -= 4;
    const reader = new ByteReader(bytes);
    if (end < 32) throw new FormatError('the xz data ends too early', end);
    const footer = reader.slice(end - 12, 12);
    if (footer.bytes[10] !== 0x59 || footer.bytes[11] !== 0x5a) {
      throw new FormatError('the xz data has no stream footer at its end', end - 2);
    }
    if (footer.u32() !== crc32(footer.bytes.subarray(4, 10))) {
      throw new FormatError('the xz stream footer is damaged', end - 12);
    }
    const indexSize = (footer.u32() + 1) * 4;
    const flags = footer.u16();
    const index = reader.slice(end - 12 - indexSize, indexSize, 'the xz index');
    const records = readIndex(index);
    const packed = records.reduce((sum, r) => sum + Math.ceil(r.packed / 4) * 4, 0);
    const start = end - 12 - indexSize - packed - 12;
    const header = reader.slice(start, 12, 'the xz stream');
    if (!isXz(header.bytes)) throw new FormatError('the xz stream does not begin with its magic', start);
    if (header.seek(6).u16() !== flags) throw new FormatError('the xz stream header and footer differ', start + 6);
    if (header.u32() !== crc32(header.bytes.subarray(6, 8))) {
      throw new FormatError('the xz stream header is damaged', start + 6);
    }
    if ((flags & 0xf0ff) !== 0) throw new FormatError('the xz stream has unknown flags', start + 6);
    streams.unshift({ start, check: flags >> 8, records });
    end = start;
  }
  return streams;
}

function isZero(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0;
}

function readIndex(index: ByteReader): IndexRecord[] {
  const { bytes, origin } = index;
  const stored = index.slice(bytes.length - 4, 4).u32();
  if (stored !== crc32(bytes.subarray(0, -4))) throw new FormatError('the xz index is damaged', origin);
  if (index.u8() !== 0) throw new FormatError('the xz index does not begin with 0', origin);
  const count = readVarint(index);
  if (count > bytes.length / 2) throw new FormatError('the xz index has more records than bytes', origin + 1);
  const records: IndexRecord[] = [];
  for (let i = 0; i < count; i++) records.push({ packed: readVarint(index), unpacked: readVarint(index) });
  if (records.some((r) => r.packed === 0)) throw new FormatError('the xz index has an empty block', origin);
  return records;
}

/** 7 bits a byte, lowest first; sizes above 2^53 do not happen. */
function readVarint(reader: ByteReader): number {
  let value = 0;
  for (let shift = 0; shift < 49; shift += 7) {
    const byte = reader.u8('xz number');
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new FormatError('an xz number is too long', reader.origin + reader.position);
}

function* readBlock(
  bytes: Uint8Array,
  at: number,
  record: IndexRecord,
  checkKind: number,
  maxWhole: number,
): Generator<Uint8Array> {
  const block = new ByteReader(bytes).slice(at, record.packed, 'the xz block');
  const headerSize = (block.u8() + 1) * 4;
  const filters = readBlockHeader(block.slice(0, headerSize, 'the xz block header'));
  const [last, ...before] = filters.reverse();
  if (last?.id !== FILTER_LZMA2) throw new FormatError('the xz block is not packed with LZMA2', at);
  const unknown = before.find((f) => f.id !== FILTER_X86);
  if (unknown) throw new FormatError(`the xz filter ${unknown.id} is not supported`, at);

  const input = bytes.subarray(at + headerSize, at + record.packed);
  const isWhole = before.length > 0 || record.unpacked <= maxWhole;
  const dictionary = isWhole ? record.unpacked : dictionarySize(last, at);
  const check = newCheck(checkKind);
  const pieces = readLzma2(input, record.unpacked, dictionary, at + headerSize);
  let next = pieces.next();
  for (; next.done !== true; next = pieces.next()) {
    for (const filter of before) undoX86Filter(next.value, startOffset(filter, at));
    check.add(next.value);
    yield next.value;
  }
  const dataSize = next.value;
  const checkAt = at + Math.ceil((headerSize + dataSize) / 4) * 4;
  const checkEnd = check.compare(bytes, checkAt);
  if (headerSize + dataSize + (checkEnd - checkAt) !== record.packed) {
    throw new FormatError('the xz block is not as long as the index says', at);
  }
}

/** One byte: 2 or 3 times a power of two, 40 for all that 32 bits can say (section 5.3.1). */
function dictionarySize(filter: Filter, at: number): number {
  const [bits, ...more] = filter.properties;
  if (bits === undefined || more.length > 0 || bits > 40) {
    throw new FormatError('the LZMA2 filter has odd properties', at);
  }
  return (2 | (bits & 1)) * 2 ** (Math.floor(bits / 2) + 11);
}

function readBlockHeader(header: ByteReader): Filter[] {
  const { bytes, origin } = header;
  const stored = header.slice(bytes.length - 4, 4).u32();
  if (stored !== crc32(bytes.subarray(0, -4))) throw new FormatError('the xz block header is damaged', origin);
  const flags = header.seek(1).u8();
  if ((flags & 0x3c) !== 0) throw new FormatError('the xz block has unknown flags', origin + 1);
  if (flags & 0x40) readVarint(header);
  if (flags & 0x80) readVarint(header);
  const filters: Filter[] = [];
  for (let i = 0; i <= (flags & 3); i++) {
    const id = readVarint(header);
    filters.push({ id, properties: header.take(readVarint(header), 'the properties of an xz filter') });
  }
  return filters;
}

function startOffset(filter: Filter, at: number): number {
  if (filter.properties.length === 0) return 0;
  if (filter.properties.length !== 4) throw new FormatError('the xz filter has odd properties', at);
  return new ByteReader(filter.properties).u32();
}
