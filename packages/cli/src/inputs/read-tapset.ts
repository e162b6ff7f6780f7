import path from 'node:path';
import { UsageError } from '@tracefit/model';
import type { Tapset } from '@tracefit/trace';
import type { Io } from '../io';
import { readFile } from './read-file';
import { isSystemError } from './system-error';

/** Where SystemTap's package puts its tapset. */
const installed = '/usr/share/systemtap/tapset';

/** The files of a tapset, and the bytes of one, at most; SystemTap's own has 600 of some kilobytes. */
const maxFiles = 5000;
const maxBytes = 1 << 20;

/**
 * The tapset of a directory, of which files are read when a script names what they define; without a directory that of this
 * machine, and `undefined` where there is none.
 *
 * @throws UsageError where a directory is named that is none
 */
export function readTapset(directory: string | undefined, io: Io): Tapset | undefined {
  const root = path.resolve(io.cwd, directory ?? installed);
  if (io.fs.statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    if (directory === undefined) return undefined;
    throw new UsageError(`no such directory: ${directory}`);
  }
  let names: readonly string[] | undefined;
  const texts = new Map<string, string | undefined>();
  return {
    directory: directory ?? installed,
    names: () => (names ??= filesOf(root, io)),
    read: (name) => {
      if (!texts.has(name)) {
        // A tapset does not say of which version it is; its place does, to who installed it.
        if (texts.size === 0)
          io.stderr.write(`aliases of SystemTap's tapset are read from ${directory ?? installed}\n`);
        texts.set(name, textOf(path.join(root, name), name, io));
      }
      return texts.get(name);
    },
  };
}

function filesOf(root: string, io: Io): readonly string[] {
  try {
    return io.fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.stpm?$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort()
      .slice(0, maxFiles);
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

function textOf(file: string, name: string, io: Io): string | undefined {
  try {
    return new TextDecoder().decode(readFile(io, file, name, maxBytes));
  } catch (error) {
    if (isSystemError(error) || error instanceof UsageError) return undefined;
    throw error;
  }
}
