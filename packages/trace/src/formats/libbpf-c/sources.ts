import type { ParseProblem, Span } from '@tracefit/model';
import type { Included } from '../../c/preprocess';
import type { Place } from '../../c/syntax';
import { createSpanMaker, type SpanMaker } from '../../span-maker';
import type { SourceFile } from '../../trace-format';
import { isKnownHeader } from './known-headers';

/** A program and the headers beside it that it includes. */
export interface Sources {
  /** Finds what is included by the text at an offset. */
  readonly include: (path: string, from: number) => Included | undefined;
  readonly span: (place: Place) => Span;
  /** Headers that are not found, each once. */
  readonly problems: readonly ParseProblem[];
}

interface Header {
  readonly file: SourceFile;
  /** As from the directory of the program. */
  readonly path: string;
  /** Where its offsets begin among those of all files. */
  readonly at: number;
  readonly spans: SpanMaker;
  /** Where the program includes it, by one header more or less. */
  readonly by: Place;
}

/** No program has more headers of its own. */
const maxHeaders = 300;
const maxLength = 8 << 20;
/** Where headers lie that are not beside the file that includes them: in these folders of the directories above. */
const folders = ['', '../', '../../', '../../../'].flatMap((above) => [above, `${above}include/`, `${above}headers/`]);
/** How much of a line is kept for a report. */
const maxLine = 500;

export function openSources(main: SourceFile): Sources {
  const mainSpans = createSpanMaker(main.text);
  const headers: Header[] = [];
  const byPath = new Map<string, Header | undefined>();
  const problems = new Map<string, ParseProblem>();
  let end = main.text.length + 1;
  const headerAt = (offset: number): Header | undefined =>
    offset <= main.text.length ? undefined : headers.findLast(({ at }) => at <= offset);

  const open = (path: string, by: Place): Header | undefined => {
    if (byPath.has(path)) return byPath.get(path);
    const isRoom = headers.length < maxHeaders && end < maxLength;
    const file = isRoom ? main.beside?.(path) : undefined;
    const header = file && { file, path, at: end, spans: createSpanMaker(file.text), by };
    byPath.set(path, header);
    if (!header) return undefined;
    headers.push(header);
    end += header.file.text.length + 1;
    return header;
  };

  const include = (path: string, from: number): Included | undefined => {
    if (isKnownHeader(path) || path.startsWith('/')) return undefined;
    const includer = headerAt(from);
    const by = includer?.by ?? { start: from, end: lineEnd(main.text, from) };
    const folder = includer ? includer.path.replace(/[^/]*$/, '') : '';
    const places = [...new Set([folder + path, ...folders.map((each) => each + path)])];
    for (const place of places.map(simplify)) {
      const header = open(place, by);
      if (header) return { text: header.file.text, at: header.at };
    }
    const message = `\`${path}\` is not found, so what it declares is not known`;
    if (!problems.has(path)) problems.set(path, { kind: 'unsupported', message, span: mainSpans(by.start, by.end) });
    return undefined;
  };

  const span = (place: Place): Span => {
    const header = headerAt(place.start);
    if (!header) return mainSpans(place.start, Math.min(Math.max(place.end, place.start), main.text.length));
    const { file, path, at, spans, by } = header;
    const { start, line, column } = spans(place.start - at);
    const first = start - column + 1;
    const text = file.text.slice(first, Math.min(lineEnd(file.text, first), first + maxLine));
    const length = Math.max(0, Math.min(place.end - place.start, text.length - column + 1));
    return { start: by.start, end: by.end, line, column, source: { file: path, text, length } };
  };

  return {
    include,
    span,
    get problems() {
      return [...problems.values()];
    },
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** `a/../b.h` is `b.h`. */
function simplify(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    const before = parts.at(-1);
    if (part === '..' && before !== undefined && before !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
