import path from 'node:path';
import type { TraceFile } from '@tracefit/model';
import { findUpwards } from '../inputs/find-upwards';
import type { Io } from '../io';
import { pathInLock } from '../lock/find-lock';

/**
 * Tells definitions their paths from the root of their repository, where they are in one: what is known of them, as in a baseline, holds in
 * whichever of its directories one stands, and however they are named.
 */
export function withHomes(traces: readonly TraceFile[], io: Io): readonly TraceFile[] {
  const roots = new Map<string, string | undefined>();
  const rootOf = (directory: string): string | undefined => {
    if (!roots.has(directory)) {
      const mark = findUpwards('.git', { ...io, cwd: directory });
      roots.set(directory, mark === undefined ? undefined : path.dirname(mark));
    }
    return roots.get(directory);
  };
  return traces.map((trace) => {
    const root = rootOf(path.dirname(path.resolve(io.cwd, trace.path)));
    return root === undefined ? trace : { ...trace, home: pathInLock(trace.path, root, io) };
  });
}
