import { ByteReader, FormatError } from '@tracefit/btf';

/** A block of the legacy frame unpacks to at most this; all but the last do so exactly. */
const BLOCK = 8 * 1024 * 1024;
/** A byte of an LZ4 block adds at most 255 to a length. */
const MAX_RATIO = 255;

/** `02 21 4c 18`, the legacy frame that kernels are packed with; the newer frame begins `04 22 4d 18`. */
export function isLegacyLz4(bytes: Uint8Array): boolean {
  return bytes[0] === 0x02 && bytes[1] === 0x21 && bytes[2] === 0x4c && bytes[3] === 0x18;
}

/**
 * Unpacks LZ4 in its legacy frame (lz4_Frame_format.md, "Legacy frame"): after the magic, blocks of u32 packed size and data.
 * @param limit the most bytes it may unpack to
 * @throws FormatError where it is damaged or unpacks to more
 */
export function readLegacyLz4(bytes: Uint8Array, limit: number): Uint8Array {
  const blocks = findBlocks(new ByteReader(bytes));
  const output = new Uint8Array(Math.min(limit, blocks.length * BLOCK, bytes.length * MAX_RATIO));
  let written = 0;
  blocks.forEach((block, i) => {
    const room = output.subarray(0, Math.min(output.length, written + BLOCK));
    const end = unpackBlock(block, room, written, output.length === limit ? limit : undefined);
    if (i < blocks.length - 1 && end - written !== BLOCK) {
      throw new FormatError('an LZ4 block before the last is too short', block.origin);
    }
    written = end;
  });
  return output.subarray(0, written);
}

function findBlocks(reader: ByteReader): ByteReader[] {
  const blocks: ByteReader[] = [];
  reader.skip(4, 'LZ4 magic');
  while (reader.remaining > 0) {
    const size = reader.u32('size of an LZ4 block');
    if (size === 0) throw new FormatError('an LZ4 block is empty', reader.position - 4);
    blocks.push(reader.slice(reader.position, size, 'an LZ4 block'));
    reader.skip(size);
  }
  return blocks;
}

/**
 * Unpacks one block (lz4_Block_format.md): sequences of literals and a match of at least 4 bytes; the last has literals only.
 * @returns where the output ends
 */
function unpackBlock(block: ByteReader, output: Uint8Array, start: number, limit: number | undefined): number {
  const { bytes: input, origin } = block;
  let at = 0;
  let written = start;
  const fail = (sentence: string) => new FormatError(sentence, origin + Math.min(at, input.length));
  const overflow = () =>
    fail(
      limit === output.length
        ? `the LZ4 data unpacks to more than the allowed ${limit} bytes`
        : 'an LZ4 block is too long',
    );
  const extend = (length: number): number => {
    let sum = length;
    for (let byte = 255; byte === 255; sum += byte) {
      if (at >= input.length) throw fail('an LZ4 block ends too early');
      byte = input[at++] ?? 0;
    }
    return sum;
  };

  for (;;) {
    if (at >= input.length) throw fail('an LZ4 block ends too early');
    const token = input[at++] ?? 0;
    const literals = token >> 4 === 15 ? extend(15) : token >> 4;
    if (at + literals > input.length) throw fail('an LZ4 block ends too early');
    if (written + literals > output.length) throw overflow();
    output.set(input.subarray(at, at + literals), written);
    at += literals;
    written += literals;
    if (at === input.length) return written;

    const distance = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8);
    at += 2;
    const length = 4 + ((token & 15) === 15 ? extend(15) : token & 15);
    if (distance === 0 || distance > written - start) throw fail('a match of an LZ4 block reaches before its start');
    if (written + length > output.length) throw overflow();
    for (const end = written + length; written < end; written++) output[written] = output[written - distance] ?? 0;
  }
}
