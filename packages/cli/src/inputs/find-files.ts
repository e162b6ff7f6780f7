import path from 'node:path';
import type { Io } from '../io';
import { isSystemError, systemErrorSentence } from './system-error';
import type { Ignored } from './git-ignore';
import type * as GitIgnore from './git-ignore';

export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** As the user would name it. */
  readonly shown: string;
  /** The directory the user gave, or the one of the file that was named: what belongs to the file lies below it. Absolute. */
  readonly root: string;
  /** Whether the user named the file itself, not a directory it is in. */
  readonly named: boolean;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** What is no file: sockets, pipes, links that lead nowhere. */
  readonly others: number;
  /** A sentence for each path that could not be looked at. */
  readonly unreadable: readonly string[];
}

/**
 * The files that are meant by some paths: files as they are, directories with all that is below them, in the order of
 * their names. Left out are `.git`, what a `.gitignore` names, and linked directories. No file comes twice.
 */
export function findFiles(names: readonly string[], io: Io): FoundFiles {
  const files = new Map<string, FoundFile>();
  const unreadable: string[] = [];
  let others = 0;
  const add = (file: FoundFile): void => {
    if (!files.has(file.path)) files.set(file.path, file);
  };
  const attempt = (shown: string, look: () => void): void => {
    try {
      look();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      unreadable.push(systemErrorSentence(error, shown));
    }
  };
  const walk = (root: string, directory: string, shown: string, above: Ignored): void => {
    const entries = io.fs.readdirSync(directory, { withFileTypes: true });
    const rules = entries.some((entry) => entry.name === '.gitignore');
    const ignored = rules ? gitIgnore().ignoredIn(directory, above, io) : above;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = path.join(directory, entry.name);
      const name = path.join(shown, entry.name);
      attempt(name, () => {
        if (entry.isDirectory()) {
          if (entry.name !== '.git' && !ignored(below + path.sep)) walk(root, below, name, ignored);
        } else if (!ignored(below)) {
          const file = entry.isSymbolicLink() ? io.fs.statSync(below, { throwIfNoEntry: false }) : entry;
          if (file?.isFile()) add({ path: below, shown: name, root, named: false });
          else if (!file?.isDirectory()) others++;
        }
      });
    }
  };
  for (const name of names) {
    attempt(name, () => {
      const absolute = path.resolve(io.cwd, name);
      if (io.fs.statSync(absolute).isDirectory())
        walk(absolute, absolute, name, gitIgnore().ignoredAbove(absolute, io));
      else add({ path: absolute, shown: name, root: path.dirname(absolute), named: true });
    });
  }
  return { files: [...files.values()], others, unreadable };
}

function gitIgnore(): typeof GitIgnore {
  // Only a directory needs the library for it.
  return require('./git-ignore') as typeof GitIgnore;
}
