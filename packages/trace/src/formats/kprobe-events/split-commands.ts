import type { Piece, Word } from './syntax';

/** Longest line the kernel reads, in bytes (`WRITE_BUFSIZE` less the end of line and of text, kernel/trace/trace.c). */
export const maxLine = 4094;

/** A command before it is understood: its words and where it stands. */
export interface RawCommand extends Piece {
  readonly words: readonly Word[];
}

/**
 * The commands of a text: one a line, `#` begins a comment anywhere, nothing continues a line
 * (`trace_parse_run_command`, kernel/trace/trace.c). A line `kprobe_event=` holds them in the form of the kernel's command
 * line: `,` for a blank and `;` between commands (`setup_boot_kprobe_events`, trace_kprobe.c).
 */
export function* splitCommands(text: string): Generator<RawCommand> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const lineEnd = newline < 0 ? text.length : newline;
    const hash = text.indexOf('#', start);
    const end = hash >= 0 && hash < lineEnd ? hash : lineEnd;
    const boot = /^\s{0,100}kprobe_event=("?)/.exec(text.slice(start, Math.min(end, start + 200)));
    if (boot) yield* splitBootCommands(text, start + boot[0].length, end, boot[1] === '"');
    else yield { start, end, words: splitWords(text, start, end, /\s/) };
    start = lineEnd + 1;
  }
}

function* splitBootCommands(text: string, start: number, end: number, quoted: boolean): Generator<RawCommand> {
  const length = text.slice(start, end).search(quoted ? /"|$/ : /\s|$/);
  let from = start;
  while (from < start + length) {
    const semicolon = text.indexOf(';', from);
    const to = semicolon < 0 || semicolon > start + length ? start + length : semicolon;
    yield { start: from, end: to, words: splitWords(text, from, to, /[\s,]/) };
    from = to + 1;
  }
}

function splitWords(text: string, start: number, end: number, space: RegExp): readonly Word[] {
  const words: Word[] = [];
  // A longer line is refused as a whole, its words are not looked at.
  const last = Math.min(end, start + maxLine + 1);
  let from = start;
  for (let at = start; at <= last; at++) {
    if (at < last && !space.test(text[at] ?? '')) continue;
    if (at > from) words.push({ text: text.slice(from, at), start: from, end: at });
    from = at + 1;
  }
  return words;
}
