/** A piece of the text, by UTF-16 offsets. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** A word of a command: the kernel splits at white space and nothing else, quotes mean nothing (lib/argv_split.c). */
export interface Word extends Piece {
  readonly text: string;
}

/** Says what is wrong with a piece of the text; the answer stands for the tree that is not there. */
export type Fail = (start: number, end: number, message: string) => undefined;

/** Longest line the kernel reads, in bytes (`WRITE_BUFSIZE` less the end of line and of text, kernel/trace/trace.c). */
const maxLine = 4094;

/**
 * The lines of a text that the kernel takes for commands: `#` begins a comment anywhere, nothing continues a line
 * (`trace_parse_run_command`, kernel/trace/trace.c). Lines it cannot read are told to `fail` and left out.
 */
export function* splitCommandLines(text: string, fail: Fail): Generator<Piece> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(start, lineEnd);
    const nul = line.indexOf('\0');
    const hash = line.indexOf('#');
    if (byteLength(line) > maxLine) fail(start, lineEnd, `the line has more than ${maxLine} bytes`);
    else if (nul >= 0) fail(start + nul, start + nul + 1, 'a NUL ends the text for the kernel');
    else yield { start, end: hash < 0 ? lineEnd : start + hash };
    start = lineEnd + 1;
  }
}

/** The words between two offsets. */
export function splitWords(text: string, start: number, end: number, space = /\s/): readonly Word[] {
  const words: Word[] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && !space.test(text[at] ?? '')) continue;
    if (at > from) words.push({ text: text.slice(from, at), start: from, end: at });
    from = at + 1;
  }
  return words;
}

/** Where `what` first stands between two offsets, -1: nowhere. It looks no further than `end`, however long the text is. */
export function indexWithin(text: string, what: string, start: number, end: number): number {
  const index = text.slice(start, end).indexOf(what);
  return index < 0 ? -1 : start + index;
}

/** The length that the kernel counts: bytes. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/** Whether a name follows C's rule for identifiers, as the kernel wants of most names (`is_good_name`). */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
