import { cutText, visibleText } from '@tracefit/reporters';
import type { Io } from '../io';

export interface Progress {
  /** Says what is being done now. */
  readonly say: (what: string) => void;
  /** Takes the line away again; called before anything else is written. */
  readonly done: () => void;
}

/** Words on stderr while long work goes on: one changing line on a terminal, a line each with `--verbose`. */
export function makeProgress(io: Io, verbose: boolean): Progress {
  const { stderr } = io;
  if (verbose) return { say: (what) => stderr.write(`${visibleText(what)}\n`), done: nothing };
  if (!stderr.isTTY) return { say: nothing, done: nothing };
  let shown = false;
  return {
    say(what) {
      shown = true;
      stderr.write(`\r\u001b[K${cutText(visibleText(what), (stderr.columns ?? 80) - 1)}`);
    },
    done() {
      if (shown) stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}

function nothing(): void {
  // Neither a terminal nor --verbose.
}
