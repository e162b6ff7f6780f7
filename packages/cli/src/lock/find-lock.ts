import path from 'node:path';
import type { TraceFile } from '@tracefit/model';
import { findUpwards } from '../inputs/find-upwards';
import { readSmallFile } from '../inputs/read-small-file';
import type { Io } from '../io';
import { lockName, type Lock } from './lock';
import type * as ReadLock from './read-lock';

/**
 * Tells definitions what they are locked with: by the lock that was named, by none for `none`, or else by the
 * `trace.lock.yaml` from the current directory up to the root of the repository.
 *
 * @throws UsageError where the lock cannot be read or is wrong
 */
export function withLockFile(traces: readonly TraceFile[], named: string | undefined, io: Io): readonly TraceFile[] {
  if (named === 'none') return traces;
  const file = named === undefined ? findUpwards(lockName, io) : path.resolve(io.cwd, named);
  if (file === undefined) return traces;
  const shown = named ?? path.relative(io.cwd, file);
  const text = readSmallFile(file, shown, io);
  const { readLock } = require('./read-lock') as typeof ReadLock;
  const lock = readLock(text, shown);
  return traces.map((trace) => locked(trace, lock, path.dirname(file), io));
}

function locked(trace: TraceFile, lock: Lock, directory: string, io: Io): TraceFile {
  const entries = lock.files[pathInLock(trace.path, directory, io)];
  if (!entries) return trace;
  return { ...trace, locked: entries.map(({ kind, name, is }) => ({ kind, name, declaration: is })) };
}

/** What a lock in a directory calls a definition. */
export function pathInLock(file: string, directory: string, io: Io): string {
  return path.relative(directory, path.resolve(io.cwd, file)).split(path.sep).join('/');
}
