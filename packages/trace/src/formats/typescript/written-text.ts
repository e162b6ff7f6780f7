import type { MappedText } from '../../embedded/mapped-text';
import type { ProgramModule } from './program-module';

/** An escape of a string or template, or a line end of two characters, of which the program sees one. */
const escape = /\\(?:u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|\r\n|[^])|\r\n?/g;

/**
 * What the program sees of a text that is written with `raw` at `start`, every character at its place. Where the two cannot be
 * brought together, the whole stands for every piece.
 */
export function writtenText(module: ProgramModule, content: string, raw: string, start: number): MappedText {
  const places = raw === content ? undefined : placesIn(raw, content.length);
  const whole = () => module.span(start, start + raw.length);
  if (raw === content)
    return { text: content, span: (from, to) => module.span(start + from, start + to), unknownIn: () => [] };
  if (!places) return { text: content, span: whole, unknownIn: () => [] };
  const span = (from: number, to: number) => {
    const begin = places[from] ?? raw.length;
    return module.span(start + begin, start + Math.max(begin, to > from ? (places[to] ?? raw.length) : begin));
  };
  return { text: content, span, unknownIn: () => [] };
}

/** Where each character that the program sees begins; `undefined` where they do not come to `length`. */
function placesIn(raw: string, length: number): readonly number[] | undefined {
  const places: number[] = [];
  let at = 0;
  const verbatim = (end: number): void => {
    for (; at < end; at++) places.push(at);
  };
  for (const match of raw.matchAll(escape)) {
    verbatim(match.index);
    const [sequence] = match;
    // A line that goes on leaves nothing; a character beyond 16 bits counts as two.
    const isContinuation = /^\\[\r\n\u2028\u2029]/.test(sequence);
    const point = /^\\u\{([0-9A-Fa-f]+)\}/.exec(sequence)?.[1];
    const count = isContinuation ? 0 : point !== undefined && Number.parseInt(point, 16) > 0xffff ? 2 : 1;
    for (let made = 0; made < count; made++) places.push(at);
    at = match.index + sequence.length;
  }
  verbatim(raw.length);
  return places.length === length ? places : undefined;
}
