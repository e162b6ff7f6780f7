import type { Span } from '@tracefit/model';
import type { SpanMaker } from '../span-maker';

/** Text put together from pieces of a file: what a compiler gets, and where each part of it stands in the file. */
export interface SourceText {
  readonly text: string;
  /** In the order of the text; together they are all of it. */
  readonly pieces: readonly Piece[];
}

interface Piece {
  /** Where the piece begins in the text. */
  readonly at: number;
  readonly length: number;
  /** Where it stands in the file. */
  readonly start: number;
  /** Absent where it stands there letter by letter; else the end of what it is the value of. */
  readonly end?: number;
}

export const emptyText: SourceText = { text: '', pieces: [] };

/** Text that stands in the file as it is. */
export function verbatim(text: string, start: number): SourceText {
  return text === '' ? emptyText : { text, pieces: [{ at: 0, length: text.length, start }] };
}

/** Text that is the value of something in the file. */
export function valueText(text: string, start: number, end: number): SourceText {
  return text === '' ? emptyText : { text, pieces: [{ at: 0, length: text.length, start, end }] };
}

export function joinTexts(parts: readonly SourceText[]): SourceText {
  const filled = parts.filter((part) => part.text !== '');
  const [only] = filled;
  if (!only) return emptyText;
  if (filled.length === 1) return only;
  const pieces: Piece[] = [];
  let at = 0;
  for (const part of filled) {
    for (const piece of part.pieces) pieces.push({ ...piece, at: piece.at + at });
    at += part.text.length;
  }
  return { text: filled.map((part) => part.text).join(''), pieces };
}

export function sliceText(source: SourceText, start: number, end: number): SourceText {
  if (end <= start) return emptyText;
  if (start === 0 && end === source.text.length) return source;
  const pieces: Piece[] = [];
  for (let index = pieceAt(source, start); index < source.pieces.length; index++) {
    const piece = source.pieces[index];
    if (!piece || piece.at >= end) break;
    const skip = Math.max(0, start - piece.at);
    const length = Math.min(piece.length, end - piece.at) - skip;
    const from = piece.end === undefined ? piece.start + skip : piece.start;
    pieces.push({ ...piece, at: piece.at + skip - start, length, start: from });
  }
  return { text: source.text.slice(start, end), pieces };
}

/** Every place of `search`, or the first `most` of them, by another text. */
export function replaceText(source: SourceText, search: string, by: SourceText, most = Infinity): SourceText {
  if (search === '') return source;
  const parts: SourceText[] = [];
  let from = 0;
  let times = 0;
  for (let at = source.text.indexOf(search); at >= 0 && times < most; at = source.text.indexOf(search, from)) {
    parts.push(sliceText(source, from, at), by);
    from = at + search.length;
    times++;
  }
  if (times === 0) return source;
  parts.push(sliceText(source, from, source.text.length));
  return joinTexts(parts);
}

/** The place in the file of a part of the text. */
export function spanInFile(source: SourceText, start: number, end: number, spans: SpanMaker): Span {
  const first = source.pieces[pieceAt(source, start)];
  if (!first) return spans(0);
  const from = first.end === undefined ? first.start + Math.max(0, start - first.at) : first.start;
  const last = source.pieces[pieceAt(source, Math.max(start, end - 1))] ?? first;
  const to = last.end ?? last.start + Math.min(Math.max(end - last.at, 0), last.length);
  return spans(from, to > from ? to : (first.end ?? Math.min(from + end - start, first.start + first.length)));
}

/** The index of the piece that holds an offset; the last one where the text ends before. */
function pieceAt({ pieces }: SourceText, offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/** A text's lines, each with what ends it. */
export function splitLines(source: SourceText): SourceText[] {
  const lines: SourceText[] = [];
  for (let at = 0; at < source.text.length;) {
    const end = source.text.indexOf('\n', at);
    const next = end < 0 ? source.text.length : end + 1;
    lines.push(sliceText(source, at, next));
    at = next;
  }
  return lines;
}
