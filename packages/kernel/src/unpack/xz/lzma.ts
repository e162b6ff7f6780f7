import { FormatError } from '@tracefit/btf';
import { CODE, decodeBit, decodeDirect, decodeReverseTree, decodeTree, HALF, POSITION, RANGE } from './range-decoder';

/**
 * The LZMA decoder, as the LZMA2 chunks of .xz files use it (LZMA specification by Igor Pavlov, 2015). The output buffer
 * is the dictionary: a block is unpacked whole, so nothing is ever copied.
 */
export interface Lzma {
  readonly output: Uint8Array;
  /** How far `output` is written. */
  position: number;
  /** Where the dictionary begins: distances never reach before it. */
  dictionaryStart: number;
  state: number;
  readonly reps: Uint32Array;
  literalContextBits: number;
  literalPositionMask: number;
  positionMask: number;
  readonly probabilities: Uint16Array;
  readonly registers: Uint32Array;
}

/** Where each model's probabilities begin in the one array; `12 << 4` is 12 states by 16 positions. */
const IS_MATCH = 0;
const IS_REP = IS_MATCH + (12 << 4);
const IS_REP_G0 = IS_REP + 12;
const IS_REP_G1 = IS_REP_G0 + 12;
const IS_REP_G2 = IS_REP_G1 + 12;
const IS_REP0_LONG = IS_REP_G2 + 12;
const DISTANCE_SLOT = IS_REP0_LONG + (12 << 4);
const DISTANCE_SPECIAL = DISTANCE_SLOT + (4 << 6);
const DISTANCE_ALIGN = DISTANCE_SPECIAL + 128;
const MATCH_LENGTH = DISTANCE_ALIGN + 16;
/** In a length model: two choice bits, then 16 low trees of 8, 16 middle trees of 8, and one high tree of 256. */
const LENGTH_LOW = 2;
const LENGTH_MIDDLE = LENGTH_LOW + (16 << 3);
const LENGTH_HIGH = LENGTH_MIDDLE + (16 << 3);
const REP_LENGTH = MATCH_LENGTH + LENGTH_HIGH + 256;
const LITERAL = REP_LENGTH + LENGTH_HIGH + 256;
/** LZMA2 allows four literal context and position bits together. */
const PROBABILITIES = LITERAL + (0x300 << 4);

export function createLzma(output: Uint8Array): Lzma {
  return {
    output,
    position: 0,
    dictionaryStart: 0,
    state: 0,
    reps: new Uint32Array(4),
    literalContextBits: 0,
    literalPositionMask: 0,
    positionMask: 0,
    probabilities: new Uint16Array(PROBABILITIES),
    registers: new Uint32Array(3),
  };
}

export function resetState(lzma: Lzma): void {
  lzma.state = 0;
  lzma.reps.fill(0);
  lzma.probabilities.fill(HALF);
}

/**
 * Unpacks one chunk: `size` more bytes of output from `input[start .. end)`.
 * @throws FormatError where it is not LZMA data of exactly that length; offsets count from `origin`
 */
export function decodeChunk(lzma: Lzma, input: Uint8Array, start: number, end: number, size: number, origin: number) {
  const { output, probabilities, registers, reps, dictionaryStart, literalContextBits } = lzma;
  const { literalPositionMask, positionMask } = lzma;
  const damaged = () => new FormatError('the LZMA data is damaged', origin + Math.min(registers[POSITION] ?? 0, end));
  const limit = lzma.position + size;
  let position = lzma.position;
  let state = lzma.state;
  let rep0 = reps[0] ?? 0;
  let rep1 = reps[1] ?? 0;
  let rep2 = reps[2] ?? 0;
  let rep3 = reps[3] ?? 0;
  startRange(registers, input, start);

  while (position < limit) {
    const positionState = (position - dictionaryStart) & positionMask;
    if (decodeBit(registers, input, probabilities, IS_MATCH + (state << 4) + positionState) === 0) {
      const previous = position > dictionaryStart ? (output[position - 1] ?? 0) : 0;
      const context =
        (((position - dictionaryStart) & literalPositionMask) << literalContextBits) +
        (previous >> (8 - literalContextBits));
      const base = LITERAL + 0x300 * context;
      if (state < 7) {
        output[position] = decodeTree(registers, input, probabilities, base, 8);
      } else {
        if (position - dictionaryStart <= rep0) throw damaged();
        output[position] = decodeMatchedLiteral(
          registers,
          input,
          probabilities,
          base,
          output[position - rep0 - 1] ?? 0,
        );
      }
      position++;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length;
    if (decodeBit(registers, input, probabilities, IS_REP + state) === 0) {
      rep3 = rep2;
      rep2 = rep1;
      rep1 = rep0;
      length = decodeLength(registers, input, probabilities, MATCH_LENGTH, positionState);
      rep0 = decodeDistance(registers, input, probabilities, length);
      state = state < 7 ? 7 : 10;
    } else {
      if (decodeBit(registers, input, probabilities, IS_REP_G0 + state) === 0) {
        if (decodeBit(registers, input, probabilities, IS_REP0_LONG + (state << 4) + positionState) === 0) {
          if (position - dictionaryStart <= rep0) throw damaged();
          output[position] = output[position - rep0 - 1] ?? 0;
          position++;
          state = state < 7 ? 9 : 11;
          continue;
        }
      } else {
        let distance;
        if (decodeBit(registers, input, probabilities, IS_REP_G1 + state) === 0) {
          distance = rep1;
        } else {
          if (decodeBit(registers, input, probabilities, IS_REP_G2 + state) === 0) {
            distance = rep2;
          } else {
            distance = rep3;
            rep3 = rep2;
          }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = distance;
      }
      length = decodeLength(registers, input, probabilities, REP_LENGTH, positionState);
      state = state < 7 ? 8 : 11;
    }
    if (position - dictionaryStart <= rep0 || position + length > limit) throw damaged();
    copyMatch(output, position, rep0 + 1, length);
    position += length;
  }

  if (registers[POSITION] !== end || registers[CODE] !== 0) throw damaged();
  lzma.position = position;
  lzma.state = state;
  reps[0] = rep0;
  reps[1] = rep1;
  reps[2] = rep2;
  reps[3] = rep3;
}

/** Five bytes start the decoder; the first is always 0. */
function startRange(registers: Uint32Array, input: Uint8Array, start: number): void {
  const byte = (i: number) => input[start + i] ?? 0;
  registers[RANGE] = 0xffffffff;
  registers[CODE] = ((byte(1) << 24) | (byte(2) << 16) | (byte(3) << 8) | byte(4)) >>> 0;
  registers[POSITION] = start + 5;
}

/** A literal after a match: its probabilities also depend on the byte that would have followed the match. */
function decodeMatchedLiteral(
  r: Uint32Array,
  input: Uint8Array,
  p: Uint16Array,
  base: number,
  matched: number,
): number {
  let node = 1;
  let match = matched;
  while (node < 0x100) {
    const matchBit = (match >> 7) & 1;
    match <<= 1;
    const bit = decodeBit(r, input, p, base + ((1 + matchBit) << 8) + node);
    node = (node << 1) | bit;
    if (bit !== matchBit) break;
  }
  while (node < 0x100) node = (node << 1) | decodeBit(r, input, p, base + node);
  return node & 0xff;
}

function decodeLength(r: Uint32Array, input: Uint8Array, p: Uint16Array, base: number, positionState: number): number {
  if (decodeBit(r, input, p, base) === 0) {
    return 2 + decodeTree(r, input, p, base + LENGTH_LOW + (positionState << 3), 3);
  }
  if (decodeBit(r, input, p, base + 1) === 0) {
    return 10 + decodeTree(r, input, p, base + LENGTH_MIDDLE + (positionState << 3), 3);
  }
  return 18 + decodeTree(r, input, p, base + LENGTH_HIGH, 8);
}

/** The distance less one. */
function decodeDistance(r: Uint32Array, input: Uint8Array, p: Uint16Array, length: number): number {
  const slot = decodeTree(r, input, p, DISTANCE_SLOT + (Math.min(length - 2, 3) << 6), 6);
  if (slot < 4) return slot;
  const lowBits = (slot >> 1) - 1;
  const high = ((2 | (slot & 1)) << lowBits) >>> 0;
  if (slot < 14) return high + decodeReverseTree(r, input, p, DISTANCE_SPECIAL + high - slot, lowBits);
  const middle = (decodeDirect(r, input, lowBits - 4) << 4) >>> 0;
  return high + middle + decodeReverseTree(r, input, p, DISTANCE_ALIGN, 4);
}

function copyMatch(output: Uint8Array, position: number, distance: number, length: number): void {
  if (distance >= length && length > 32) {
    output.copyWithin(position, position - distance, position - distance + length);
    return;
  }
  for (let i = 0; i < length; i++) output[position + i] = output[position + i - distance] ?? 0;
}
