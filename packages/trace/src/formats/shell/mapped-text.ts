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

/** A part of a mapped text, by the offsets in the text it was taken from. */
export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether the text stands there letter by letter; else it is the value of what stands there. */
  readonly verbatim: boolean;
  /** What is not known, as the script writes it; then `text` is a stand-in. */
  readonly unknown?: string;
}

/** The stand-ins for a value that is not known: a name, or a number where one must stand. */
export function standIn(before: string): string {
  return /(?:[=!]=|[<>&]|[<>]=)\s*$|[-+[(]$/.test(before.slice(-8)) ? '1' : 'unknown_value';
}

/** Text made of parts of another. */
export function mapSegments(source: MappedText, segments: readonly Segment[]): MappedText {
  const starts: number[] = [];
  let length = 0;
  for (const segment of segments) {
    starts.push(length);
    length += segment.text.length;
  }
  const find = (offset: number) => {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { segment: segments[low], at: offset - (starts[low] ?? 0), index: low };
  };
  /** The offsets in the source of a piece. */
  const range = (start: number, end: number) => {
    const first = find(start);
    const last = find(Math.max(start, end - 1));
    const from = first.segment?.verbatim === true ? first.segment.start + first.at : (first.segment?.start ?? 0);
    const to = last.segment?.verbatim === true ? last.segment.start + last.at + 1 : (last.segment?.end ?? from);
    return { from, to: end > start ? Math.max(from, to) : from };
  };
  return {
    text: segments.map((segment) => segment.text).join(''),
    span: (start, end) => {
      const { from, to } = range(start, end);
      return source.span(from, to);
    },
    unknownIn: (start, end) => {
      if (segments.length === 0) return [];
      const first = find(start).index;
      const last = find(Math.max(start, end - 1)).index;
      return segments.slice(first, last + 1).flatMap((segment) => {
        if (segment.unknown === undefined) return source.unknownIn(segment.start, segment.end);
        return [{ name: segment.unknown, span: source.span(segment.start, segment.end) }];
      });
    },
  };
}

/** Texts one behind another. */
export function concatTexts(parts: readonly MappedText[]): MappedText {
  const filled = parts.filter((part) => part.text !== '');
  const starts: number[] = [];
  let length = 0;
  for (const part of filled) {
    starts.push(length);
    length += part.text.length;
  }
  const find = (offset: number) => {
    const index = Math.max(
      0,
      starts.findLastIndex((start) => start <= offset),
    );
    return { index, part: filled[index] ?? parts[0], at: offset - (starts[index] ?? 0) };
  };
  return {
    text: filled.map((part) => part.text).join(''),
    span: (start, end) => {
      const first = find(start);
      const last = find(Math.max(start, end - 1));
      const from = first.part?.span(
        first.at,
        first.index === last.index ? first.at + end - start : first.part.text.length,
      );
      const to = last.part?.span(0, last.at + Math.min(1, end - start));
      if (!from || !to) return noSpan;
      return first.index === last.index || to.end < from.start ? from : { ...from, end: Math.max(from.end, to.end) };
    },
    unknownIn: (start, end) => {
      const first = find(start).index;
      const last = find(Math.max(start, end - 1)).index;
      return filled.slice(first, last + 1).flatMap((part, index) => {
        const at = starts[first + index] ?? 0;
        return part.unknownIn(Math.max(0, start - at), Math.min(part.text.length, end - at));
      });
    },
  };
}

/** The place of nothing. */
const noSpan: Span = { start: 0, end: 0, line: 1, column: 1 };

/** A piece of a text, or what it means. */
export function pieceOf(source: MappedText, start: number, end: number, meaning?: string): MappedText {
  const text = meaning ?? source.text.slice(start, end);
  return mapSegments(source, [{ text, start, end, verbatim: meaning === undefined }]);
}
