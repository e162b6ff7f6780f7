/** What became of a tool on a booted kernel. */
export interface Run {
  /** It loaded and attached what it wants; `undefined`: neither that nor an end was seen in time. */
  readonly started: boolean | undefined;
  /** The words of guest/run.c. */
  readonly status: string;
  readonly output: string;
}

/** Reads what guest/run.c prints; by command line. */
export function readRuns(text: string): ReadonlyMap<string, Run> {
  const runs = new Map<string, Run>();
  for (const part of text.split(/^### /m).slice(1)) {
    const [, status = '', command = '', output = ''] =
      /^(waits|hangs|(?:ends|killed) \d+) (.*)\n([^]*)$/.exec(part) ?? [];
    // Some tools say that they failed, and end with 0.
    const ended = status === 'ends 0' && !/^failed/im.test(output);
    const started = status === 'hangs' ? undefined : status === 'waits' || ended;
    runs.set(command, { started, status, output: output.trim() });
  }
  return runs;
}
