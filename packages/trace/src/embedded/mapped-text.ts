import type { Span } from '@tracefit/model';

/**
 * Text put together from pieces of a script: what a command really gets, and where each part of it stands in the script.
 * A part whose value only the running script knows has a stand-in.
 */
export interface MappedText {
  readonly text: string;
  /** The place in the script of a piece of this text. */
  span(start: number, end: number): Span;
  /** The values that are not known in a piece of this text. */
  unknownIn(start: number, end: number): readonly UnknownValue[];
}

/** A value that only the running script knows: how the script writes it, and where. */
export interface UnknownValue {
  readonly name: string;
  readonly span: Span;
}

/** A part of a text that is put together. */
export interface Part {
  readonly value: MappedText;
  /** Where it is used, when that is not where it stands: the place of `$NAME` for the value of a variable. */
  readonly site?: MappedText;
}

/** The stand-ins for a value that is not known: a name, or a number where one must stand. */
export function standIn(before: string): string {
  return /(?:[=!]=|[<>&]|[<>]=)\s*$|[-+[(]$/.test(before.slice(-8)) ? '1' : 'unknown_value';
}

/** A piece of a text, or what it means. */
export function pieceOf(source: MappedText, start: number, end: number, meaning?: string): MappedText {
  if (meaning === undefined) {
    return {
      text: source.text.slice(start, end),
      span: (from, to) => source.span(start + from, start + to),
      unknownIn: (from, to) => source.unknownIn(start + from, start + to),
    };
  }
  return { text: meaning, span: () => source.span(start, end), unknownIn: () => source.unknownIn(start, end) };
}

/** A stand-in for a piece of a text whose value is not known. */
export function unknownPiece(source: MappedText, start: number, end: number, text: string): MappedText {
  const name = source.text.slice(start, end);
  return { text, span: () => source.span(start, end), unknownIn: () => [{ name, span: source.span(start, end) }] };
}

/**
 * Texts one behind another. A piece that lies in one part is where that part stands; a piece of several is where they are
 * used.
 */
export function concatTexts(parts: readonly Part[]): MappedText {
  const filled = parts.filter(({ value }) => value.text !== '');
  const starts: number[] = [];
  let length = 0;
  for (const { value } of filled) {
    starts.push(length);
    length += value.text.length;
  }
  const find = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  /** The first and the last part of a piece; none of an empty text. */
  const ends = (start: number, end: number) => {
    const first = find(start);
    const last = find(Math.max(start, end - 1));
    return { first, last, from: start - (starts[first] ?? 0), to: end - (starts[last] ?? 0) };
  };
  return {
    text: filled.map(({ value }) => value.text).join(''),
    span: (start, end) => {
      const { first, last, from, to } = ends(start, end);
      const begin = filled[first] ?? parts[0];
      const stop = filled[last] ?? parts[0];
      if (!begin || !stop) return nowhere;
      if (first === last) return begin.value.span(from, to);
      const left = placeOf(begin, from, begin.value.text.length);
      const right = placeOf(stop, 0, to);
      return right.end < left.start ? left : { ...left, end: Math.max(left.end, right.end) };
    },
    unknownIn: (start, end) => {
      const { first, last } = ends(start, end);
      return filled.slice(first, last + 1).flatMap(({ value }, index) => {
        const at = starts[first + index] ?? 0;
        return value.unknownIn(Math.max(0, start - at), Math.min(value.text.length, end - at));
      });
    },
  };
}

function placeOf({ value, site }: Part, from: number, to: number): Span {
  return site ? site.span(0, site.text.length) : value.span(from, to);
}

/** The place of nothing. */
const nowhere: Span = { start: 0, end: 0, line: 1, column: 1 };
