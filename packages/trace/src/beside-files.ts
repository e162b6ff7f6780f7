import type { Span } from '@tracefit/model';
import { createSpanMaker, type SpanMaker } from './span-maker';
import type { SourceFile } from './trace-format';

/** A file that another one takes in, and where its offsets begin among those of all files. */
export interface TakenFile {
  readonly text: string;
  readonly at: number;
}

/** A definition and the files beside it that it takes in, whose offsets follow those of its own text. */
export interface BesideFiles {
  /**
   * Takes in a file by its path from the directory of the definition; `by` is what takes it in. `undefined` where there is
   * none among the files given, or too many were taken.
   */
  readonly take: (path: string, by: { readonly start: number; readonly end: number }) => TakenFile | undefined;
  /** The file that holds an offset; `undefined` for the definition itself. */
  readonly at: (offset: number) => BesideFile | undefined;
  /** A place in another file is said with that file; for the rest it stands where the file is taken in. */
  readonly span: SpanMaker;
}

/** A file beside the definition. */
export interface BesideFile extends TakenFile {
  /** As from the directory of the definition. */
  readonly path: string;
  /** Where the definition takes it in, by one file more or less. */
  readonly by: { readonly start: number; readonly end: number };
}

/** No definition has more files of its own. */
const maxFiles = 300;
const maxLength = 8 << 20;
/** How much of a line is kept for a report. */
const maxLine = 500;

export function openBesideFiles(main: SourceFile): BesideFiles {
  const mainSpans = createSpanMaker(main.text);
  const files: (BesideFile & { readonly spans: SpanMaker })[] = [];
  const byPath = new Map<string, BesideFile | undefined>();
  let end = main.text.length + 1;
  const fileAt = (offset: number) =>
    offset <= main.text.length ? undefined : files.findLast(({ at }) => at <= offset);
  return {
    take(path, by) {
      if (byPath.has(path)) return byPath.get(path);
      const isRoom = files.length < maxFiles && end < maxLength;
      const found = isRoom ? main.beside?.(path) : undefined;
      const file = found && { text: found.text, path, at: end, spans: createSpanMaker(found.text), by };
      byPath.set(path, file);
      if (!file) return undefined;
      files.push(file);
      end += file.text.length + 1;
      return file;
    },
    at: fileAt,
    span(start, to = start) {
      const file = fileAt(start);
      if (!file) return mainSpans(start, Math.min(Math.max(to, start), main.text.length));
      return spanIn(file, file.spans(start - file.at), to - start);
    },
  };
}

function spanIn({ text, path, by }: BesideFile, { start, line, column }: Span, size: number): Span {
  const first = start - column + 1;
  const excerpt = text.slice(first, Math.min(lineEnd(text, first), first + maxLine));
  const length = Math.max(0, Math.min(size, excerpt.length - column + 1));
  return { start: by.start, end: by.end, line, column, source: { file: path, text: excerpt, length } };
}

/** Where the line of an offset ends. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
