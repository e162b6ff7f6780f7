import { indexWithin } from '../../tracefs/command-lines';
import { parseKernelNumber } from '../../tracefs/kernel-number';
import type { ParseContext } from './parse-context';
import type { FetchType } from './syntax';

/** The types and the bytes they read; 0 for text (`probe_fetch_types`, trace_probe.c). */
const sizes: ReadonlyMap<string, number> = new Map([
  ['string', 0],
  ['ustring', 0],
  ['symstr', 0],
  ['char', 1],
  ['symbol', 8],
  ...['u', 's', 'x'].flatMap((letter) => [8, 16, 32, 64].map((bits) => [`${letter}${bits}`, bits / 8] as const)),
]);

/** Longest array (`MAX_ARRAY_LEN`). */
const maxArray = 64;

/** Reads what stands behind the colon: a type, a bit field `b<width>@<offset>/<size>`, `%pd`, `%pD`, an array of one. */
export function parseType(context: ParseContext, start: number, end: number): FetchType | undefined {
  const text = context.text.slice(start, end);
  if (text === '%pd' || text === '%pD') return { name: text, size: 0, start, end };
  const open = text.indexOf('[');
  if (open < 0) return parsePlainType(context, start, end);
  const count = parseCount(context, start + open + 1, end);
  const type = count === undefined ? undefined : parsePlainType(context, start, start + open);
  return type && count !== undefined ? { ...type, count, end } : undefined;
}

function parseCount(context: ParseContext, start: number, end: number): number | undefined {
  const close = indexWithin(context.text, ']', start, end);
  if (close < 0) return context.fail(end, end, 'the array is not closed with ]');
  if (close + 1 < end) return context.fail(close + 1, end, 'nothing may follow the array');
  const digits = context.text.slice(start, close);
  const count = /^-/.test(digits) ? undefined : parseKernelNumber(digits);
  if (count === undefined || count === 0) return context.fail(start, close, `${digits} is no number of elements`);
  if (count > maxArray) return context.fail(start, close, `an array has at most ${maxArray} elements`);
  return count;
}

function parsePlainType(context: ParseContext, start: number, end: number): FetchType | undefined {
  const name = context.text.slice(start, end);
  if (name.startsWith('b')) return parseBitfield(context, start, end);
  const size = sizes.get(name);
  if (size === undefined || (context.site === 'user' && /^sym/.test(name))) {
    return context.fail(start, end, `there is no type ${name}`);
  }
  return { name, size, start, end };
}

function parseBitfield(context: ParseContext, start: number, end: number): FetchType | undefined {
  const text = context.text.slice(start, end);
  const slash = text.indexOf('/');
  const bits = slash < 0 ? undefined : parseKernelNumber(text.slice(slash + 1));
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) {
    return context.fail(start, end, `there is no type ${text}`);
  }
  const numbers = /^b([0-9]\w*)@([0-9]\w*)$/.exec(text.slice(0, slash));
  const width = parseKernelNumber(numbers?.[1] ?? '');
  const offset = parseKernelNumber(numbers?.[2] ?? '');
  if (width === undefined || width === 0 || offset === undefined || width + offset > bits) {
    return context.fail(start, end, 'a bit field is b<width>@<offset>/<size>, inside of its size');
  }
  return { name: `u${bits}`, size: bits / 8, bitfield: true, start, end };
}
