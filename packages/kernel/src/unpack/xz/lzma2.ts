import { FormatError } from '@tracefit/btf';
import { createLzma, decodeChunk, resetState } from './lzma';
import type { Lzma } from './lzma';

/** What is unpacked before a piece is handed out, where not everything is kept; one chunk has 2 MiB at most. */
const PIECE = 16 * 1024 * 1024;
/** The most bits of a position that a model looks at: the window moves by multiples of this. */
const ALIGNMENT = 16;

/**
 * Unpacks an LZMA2 stream of which the unpacked size is known, in pieces that hold until the next one is asked for.
 *
 *     control  00          end
 *              01 02       stored chunk (01: the dictionary starts anew): size - 1 (u16 big endian), bytes
 *              80 ..       LZMA chunk: bits 5-6 what is reset, bits 0-4 and u16 the unpacked size - 1, u16 the packed
 *                          size - 1, then where properties are reset one byte of them
 *
 * @param dictionary how many bytes back it may refer; more is not kept
 * @returns how many bytes of `input` it took
 * @throws FormatError where it is damaged or does not unpack to exactly `size` bytes; offsets from `origin`
 */
export function* readLzma2(
  input: Uint8Array,
  size: number,
  dictionary: number,
  origin: number,
): Generator<Uint8Array, number> {
  const keep = Math.ceil(dictionary / ALIGNMENT + 1) * ALIGNMENT;
  const lzma = createLzma(new Uint8Array(Math.min(size, keep + PIECE)));
  let at = 0;
  let handed = 0;
  let left = size;
  let ready = { dictionary: false, properties: false };
  const fail = (sentence: string) => new FormatError(sentence, origin + Math.min(at, input.length));
  const u16 = (position: number) => ((input[position] ?? 0) << 8) | (input[position + 1] ?? 0);

  for (;;) {
    const control = input[at];
    if (control === undefined) throw fail('the LZMA2 data ends too early');
    if (control === 0) break;
    if (control >= 0xe0 || control === 1) {
      ready = { dictionary: true, properties: false };
      lzma.dictionaryStart = lzma.position;
    }
    if (!ready.dictionary) throw fail('the LZMA2 data does not begin with a fresh dictionary');
    if (control < 0x80 && control > 2) throw fail(`there is no LZMA2 control byte ${control}`);
    const unpacked = control < 0x80 ? u16(at + 1) + 1 : ((control & 0x1f) << 16) + u16(at + 1) + 1;
    if (unpacked > left) throw fail('the LZMA2 data unpacks to more than it says');
    if (lzma.position + unpacked > lzma.output.length) {
      yield lzma.output.subarray(handed, lzma.position);
      moveWindow(lzma, keep);
      handed = lzma.position;
    }
    left -= unpacked;
    if (control < 0x80) {
      if (at + 3 + unpacked > input.length) throw fail('the LZMA2 data ends too early');
      lzma.output.set(input.subarray(at + 3, at + 3 + unpacked), lzma.position);
      lzma.position += unpacked;
      at += 3 + unpacked;
      continue;
    }
    const packed = u16(at + 3) + 1;
    let start = at + 5;
    if (control >= 0xc0) {
      setProperties(lzma, input[start++] ?? 0xff, fail);
      ready = { ...ready, properties: true };
    }
    if (!ready.properties) throw fail('the LZMA2 data begins without its properties');
    if (control >= 0xa0) resetState(lzma);
    if (start + packed > input.length) throw fail('the LZMA2 data ends too early');
    decodeChunk(lzma, input, start, start + packed, unpacked, origin);
    at = start + packed;
  }
  if (left > 0) throw fail('the LZMA2 data unpacks to less than it says');
  yield lzma.output.subarray(handed, lzma.position);
  return at + 1;
}

/** Moves the last `keep` bytes to the start of the window; positions keep what the models look at. */
function moveWindow(lzma: Lzma, keep: number): void {
  const distance = Math.floor((lzma.position - keep) / ALIGNMENT) * ALIGNMENT;
  if (distance <= 0) return;
  lzma.output.copyWithin(0, distance, lzma.position);
  lzma.position -= distance;
  const start = lzma.dictionaryStart - distance;
  lzma.dictionaryStart = start >= 0 ? start : start & (ALIGNMENT - 1);
}

/** One byte holds `(pb * 5 + lp) * 9 + lc`: the bits of position, and the position and context bits of literals. */
function setProperties(
  lzma: ReturnType<typeof createLzma>,
  properties: number,
  fail: (sentence: string) => FormatError,
): void {
  const lc = properties % 9;
  const lp = Math.floor(properties / 9) % 5;
  const pb = Math.floor(properties / 45);
  if (pb > 4 || lc + lp > 4) throw fail(`there are no LZMA2 properties ${properties}`);
  lzma.literalContextBits = lc;
  lzma.literalPositionMask = (1 << lp) - 1;
  lzma.positionMask = (1 << pb) - 1;
}
