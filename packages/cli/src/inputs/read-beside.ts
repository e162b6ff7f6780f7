import path from 'node:path';
import { UsageError } from '@tracefit/model';
import type { Io } from '../io';
import type { FoundFile } from './find-files';
import { readFile } from './read-file';
import { isSystemError } from './system-error';

/**
 * Reads files beside one that was found, by their paths from its directory: regular files below its root, wherever links lead.
 * An absolute path is one for the machine that the file is installed on: it is read below any of `roots`, all that the user
 * gave. `undefined` for all others.
 */
export function besideReader(
  { path: file, root }: FoundFile,
  roots: readonly string[],
  io: Io,
  limit: number,
): (name: string) => Uint8Array | undefined {
  const real = new Map<string, string>();
  const isBelow = (directory: string, found: string): boolean => {
    const known = real.get(directory) ?? io.fs.realpathSync(directory);
    real.set(directory, known);
    const inside = path.relative(known, found);
    return inside !== '..' && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside);
  };
  return (name) => {
    if (name.includes('\0')) return undefined;
    try {
      const found = io.fs.realpathSync(path.resolve(path.dirname(file), name));
      const allowed = path.isAbsolute(name) ? roots : [root];
      return allowed.some((each) => isBelow(each, found)) ? readFile(io, found, name, limit) : undefined;
    } catch (error) {
      if (isSystemError(error) || error instanceof UsageError) return undefined;
      throw error;
    }
  };
}
