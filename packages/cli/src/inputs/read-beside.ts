import path from 'node:path';
import { UsageError } from '@tracefit/model';
import type { Io } from '../io';
import type { FoundFile } from './find-files';
import { readFile } from './read-file';
import { isSystemError } from './system-error';

/**
 * Reads files beside one that was found, by their paths from its directory: regular files below `root`, wherever links lead.
 * `undefined` for all others.
 */
export function besideReader(
  { path: file, root }: FoundFile,
  io: Io,
  limit: number,
): (name: string) => Uint8Array | undefined {
  let real: string | undefined;
  return (name) => {
    if (name.includes('\0') || path.isAbsolute(name)) return undefined;
    try {
      real ??= io.fs.realpathSync(root);
      const found = io.fs.realpathSync(path.resolve(path.dirname(file), name));
      const inside = path.relative(real, found);
      if (inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside)) return undefined;
      return readFile(io, found, name, limit);
    } catch (error) {
      if (isSystemError(error) || error instanceof UsageError) return undefined;
      throw error;
    }
  };
}
