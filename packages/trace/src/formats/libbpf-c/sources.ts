import type { ParseProblem, Span } from '@tracefit/model';
import { lineEnd, openBesideFiles } from '../../beside-files';
import type { Included } from '../../c/preprocess';
import type { Place } from '../../c/syntax';
import type { SourceFile } from '../../trace-format';
import { isAddition, isKnownHeader } from './known-headers';

/** A program and the headers beside it that it includes. */
export interface Sources {
  /** Finds what is included by the text at an offset. */
  readonly include: (path: string, from: number) => Included | undefined;
  readonly span: (place: Place) => Span;
  /** Headers that are not found, each once. */
  readonly problems: readonly ParseProblem[];
}

/** The longest header that only adds to the types of a kernel. */
const maxAddition = 200_000;

/** Where headers lie that are not beside the file that includes them: in these folders of the directories above. */
const folders = ['', '../', '../../', '../../../'].flatMap((above) => [
  above,
  `${above}include/`,
  `${above}headers/`,
  `${above}lib/`,
]);

export function openSources(main: SourceFile): Sources {
  const files = openBesideFiles(main);
  const problems = new Map<string, ParseProblem>();
  const include = (path: string, from: number): Included | undefined => {
    const isKnown = isKnownHeader(path);
    if ((isKnown && !isAddition(path)) || path.startsWith('/')) return undefined;
    const includer = files.at(from);
    const by = includer?.by ?? { start: from, end: lineEnd(main.text, from) };
    const folder = includer ? includer.path.replace(/[^/]*$/, '') : '';
    const places = [...new Set([folder + path, ...folders.map((each) => each + path)])];
    for (const place of places.map(simplify)) {
      const header = files.take(place, by);
      // Longer ones are all types of a kernel, under another name.
      if (header) return isKnown && header.text.length > maxAddition ? undefined : header;
    }
    if (isKnown) return undefined;
    const message = `\`${path}\` is not found, so what it declares is not known`;
    if (!problems.has(path)) problems.set(path, { kind: 'unsupported', message, span: files.span(by.start, by.end) });
    return undefined;
  };
  return {
    include,
    span: ({ start, end }) => files.span(start, end),
    get problems() {
      return [...problems.values()];
    },
  };
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
