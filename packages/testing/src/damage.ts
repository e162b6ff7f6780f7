import { seededRandom, type Random } from './random';

/** Damages bytes or text in one to four places, always in the same way for the same seed. The input is not changed. */
export function damage(input: Uint8Array, seed: number): Uint8Array;
export function damage(input: string, seed: number): string;
export function damage(input: Uint8Array | string, seed: number): Uint8Array | string {
  const random = seededRandom(seed);
  if (typeof input === 'string') return repeat(input, random, damageText);
  return repeat(input, random, damageBytes);
}

function repeat<T>(input: T, random: Random, once: (value: T, random: Random) => T): T {
  let value = input;
  for (let times = 1 + random(4); times > 0; times--) value = once(value, random);
  return value;
}

/** Numbers that readers trip over: the ends of the integer types. */
const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

function damageBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random(bytes.length + 1);
  const length = 1 + random(8);
  switch (random(6)) {
    case 0:
      return Uint8Array.from(bytes.subarray(0, at));
    case 1:
      return joinBytes(bytes.subarray(0, at), bytes.subarray(at + length));
    case 2:
      return joinBytes(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at));
    case 3: {
      const changed = Uint8Array.from(bytes);
      changed.set(numberBytes(extremes[random(extremes.length)] ?? 0).subarray(0, bytes.length - at), at);
      return changed;
    }
    default: {
      const changed = Uint8Array.from(bytes);
      if (at < changed.length) changed[at] = random(256);
      return changed;
    }
  }
}

function numberBytes(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
}

function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Pieces that text readers trip over. */
const pieces = [
  ...Array.from('\0 \t\r\n"\'`\\/#;,:.+-*%$@!?&|=<>()[]{}'),
  '\r\n',
  '\\\n',
  '/*',
  '*/',
  '->',
  '0x',
  '18446744073709551616',
  '\ufeff',
  '\ud800',
  'é',
  '😀',
  '('.repeat(200),
  'a'.repeat(5000),
];

function damageText(text: string, random: Random): string {
  const at = random(text.length + 1);
  const length = 1 + random(12);
  switch (random(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    case 3: {
      const from = random(text.length + 1);
      return text.slice(0, at) + text.slice(from, from + length) + text.slice(at);
    }
    default:
      return text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at + random(2));
  }
}
