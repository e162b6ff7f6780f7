import type { FunctionCallers } from '@tracefit/model';

interface WithCallers {
  readonly callers: readonly FunctionCallers[];
}

/** Gives a part its callers when they are first asked for: to find them takes a third of the time of an image, and not every run asks. */
export function withLazyCallers<P extends object>(part: P, read: () => readonly FunctionCallers[]): P & WithCallers {
  let pending: typeof read | undefined = read;
  let found: readonly FunctionCallers[] = [];
  const property = {
    enumerable: true,
    get(): readonly FunctionCallers[] {
      if (pending) found = pending();
      // What they are read from, an image of many megabytes, is let go.
      pending = undefined;
      return found;
    },
  };
  return Object.defineProperty(part, 'callers', property) as P & WithCallers;
}
