import { parseUnit } from '../../../c/parse-unit';
import { preprocess } from '../../../c/preprocess';
import type { Place } from '../../../c/syntax';
import type { Span } from '@tracefit/model';
import { createSpanMaker } from '../../../span-maker';
import type { SourceFile } from '../../../trace-format';
import type { Decision } from './decisions';
import { followLoader } from './follow-loader';

/** What the program of user space that stands beside BPF programs decides of them. */
export interface Loader {
  readonly decisions: ReadonlyMap<string, Decision>;
  /** The place of a piece of it, as that of what it decides of at `by`. */
  readonly span: (place: Place, by: Span) => Span;
}

/** How much of a line is kept for a report. */
const maxLine = 500;

/** Reads `NAME.c` beside `NAME.bpf.c`. `undefined` where there is none, or it decides nothing. */
export function readLoader(file: SourceFile, optional: ReadonlySet<string>): Loader | undefined {
  const name = /([^/]*)\.bpf\.c$/.exec(file.path)?.[1];
  const loader = name === undefined ? undefined : file.beside?.(`${name}.c`);
  if (!loader) return undefined;
  const { text } = loader;
  const spans = createSpanMaker(text);
  const oracle = { decide: () => false, known: () => undefined };
  const { tokens } = preprocess(text, { defines: ['__x86_64__'], ownNames: new Set(), oracle }, (start, end) =>
    spans(start, end),
  );
  const decisions = followLoader(parseUnit(tokens), text, optional);
  const span = ({ start, end }: Place, by: Span): Span => {
    const { line, column } = spans(start);
    const first = start - column + 1;
    const stop = text.indexOf('\n', first);
    const source = text.slice(first, Math.min(stop < 0 ? text.length : stop, first + maxLine));
    const length = Math.max(0, Math.min(end - start, source.length - column + 1));
    return { start: by.start, end: by.end, line, column, source: { file: loader.path, text: source, length } };
  };
  return decisions.size > 0 ? { decisions, span } : undefined;
}
