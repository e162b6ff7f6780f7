import {
  indexWithin,
  splitCommandLines,
  splitWords,
  type Fail,
  type Piece,
  type Word,
} from '../../tracefs/command-lines';

/** A command before it is understood: its words and where it stands. */
export interface RawCommand extends Piece {
  readonly words: readonly Word[];
}

/**
 * The commands of a text, one a line. A line `kprobe_event=` holds them in the form of the kernel's command line: `,` for a
 * blank and `;` between commands (`setup_boot_kprobe_events`, kernel/trace/trace_kprobe.c).
 */
export function* splitCommands(text: string, fail: Fail): Generator<RawCommand> {
  for (const { start, end } of splitCommandLines(text, fail)) {
    const boot = /^\s*kprobe_event=("?)/.exec(text.slice(start, end));
    if (boot) yield* splitBootCommands(text, start + boot[0].length, end, boot[1] === '"');
    else yield { start, end, words: splitWords(text, start, end) };
  }
}

function* splitBootCommands(text: string, start: number, end: number, quoted: boolean): Generator<RawCommand> {
  const length = text.slice(start, end).search(quoted ? /"|$/ : /\s|$/);
  let from = start;
  while (from < start + length) {
    const semicolon = indexWithin(text, ';', from, start + length);
    const to = semicolon < 0 ? start + length : semicolon;
    yield { start: from, end: to, words: splitWords(text, from, to, /[\s,]/) };
    from = to + 1;
  }
}
