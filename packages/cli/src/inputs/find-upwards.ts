import path from 'node:path';
import type { Io } from '../io';

/** The file of a name in the current directory or the nearest above it, up to the root of the repository; absolute. */
export function findUpwards(name: string, io: Io): string | undefined {
  for (let directory = io.cwd; ; directory = path.dirname(directory)) {
    const file = path.join(directory, name);
    if (io.fs.existsSync(file)) return file;
    if (directory === path.dirname(directory) || io.fs.existsSync(path.join(directory, '.git'))) return undefined;
  }
}
