/**
 * LZMA's binary range decoder. Its registers live in a Uint32Array, since unsigned 32-bit values kept in object fields
 * would become heap numbers. Reading beyond the input gives zeros; the caller compares `POSITION` with the end.
 */
export const RANGE = 0;
export const CODE = 1;
export const POSITION = 2;
export type Registers = Uint32Array;

/** Probabilities are 11 bits wide and move by 1/32 of the distance with each bit. */
const PROBABILITY_BITS = 11;
export const HALF = 1 << (PROBABILITY_BITS - 1);
const MOVE = 5;

export function decodeBit(r: Registers, input: Uint8Array, probabilities: Uint16Array, index: number): number {
  const probability = probabilities[index] ?? 0;
  let range = r[RANGE] ?? 0;
  let code = r[CODE] ?? 0;
  const bound = Math.imul(range >>> PROBABILITY_BITS, probability) >>> 0;
  let bit;
  if (code < bound) {
    range = bound;
    probabilities[index] = probability + (((1 << PROBABILITY_BITS) - probability) >> MOVE);
    bit = 0;
  } else {
    range = (range - bound) >>> 0;
    code = (code - bound) >>> 0;
    probabilities[index] = probability - (probability >> MOVE);
    bit = 1;
  }
  if (range < 0x1000000) {
    const position = r[POSITION] ?? 0;
    range = (range << 8) >>> 0;
    code = ((code << 8) | (input[position] ?? 0)) >>> 0;
    r[POSITION] = position + 1;
  }
  r[RANGE] = range;
  r[CODE] = code;
  return bit;
}

/** A number of `bits` bits, highest first, whose tree of probabilities starts at `base`. */
export function decodeTree(r: Registers, input: Uint8Array, p: Uint16Array, base: number, bits: number): number {
  let node = 1;
  for (let i = 0; i < bits; i++) node = (node << 1) | decodeBit(r, input, p, base + node);
  return node - (1 << bits);
}

/** The same with the lowest bit first. */
export function decodeReverseTree(r: Registers, input: Uint8Array, p: Uint16Array, base: number, bits: number): number {
  let node = 1;
  let value = 0;
  for (let i = 0; i < bits; i++) {
    const bit = decodeBit(r, input, p, base + node);
    node = (node << 1) | bit;
    value |= bit << i;
  }
  return value;
}

/** `count` bits that have no probability, highest first. */
export function decodeDirect(r: Registers, input: Uint8Array, count: number): number {
  let range = r[RANGE] ?? 0;
  let code = r[CODE] ?? 0;
  let position = r[POSITION] ?? 0;
  let value = 0;
  for (let i = 0; i < count; i++) {
    range >>>= 1;
    const bit = code >= range ? 1 : 0;
    if (bit) code = (code - range) >>> 0;
    value = (value << 1) | bit;
    if (range < 0x1000000) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | (input[position] ?? 0)) >>> 0;
      position++;
    }
  }
  r[RANGE] = range;
  r[CODE] = code;
  r[POSITION] = position;
  return value >>> 0;
}
