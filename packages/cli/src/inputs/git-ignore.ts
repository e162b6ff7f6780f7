import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Io } from '../io';

/** Says whether a path (absolute; a directory ends with the separator) is left out by a `.gitignore`. */
export type Ignored = (path: string) => boolean;

/**
 * The rules of the `.gitignore` files from the root of the repository `directory` is in down to `directory`. A
 * directory that is itself left out was named by the user: then the rules above it are not asked.
 */
export function ignoredAbove(directory: string, io: Io): Ignored {
  const ignored = directoriesUpToRoot(directory, io).reduce<Ignored>((above, one) => ignoredIn(one, above, io), never);
  return ignored(directory + path.sep) ? never : ignored;
}

/** The rules above, and those of a `.gitignore` in `directory`, which go before them. */
export function ignoredIn(directory: string, above: Ignored, io: Io): Ignored {
  const rules = readRules(directory, io);
  if (!rules) return above;
  return (file) => {
    const relative = path.relative(directory, file);
    if (relative === '' || relative.startsWith('..')) return above(file);
    const name = relative.split(path.sep).join('/') + (file.endsWith(path.sep) ? '/' : '');
    const { ignored, unignored } = rules.test(name);
    return ignored || (!unignored && above(file));
  };
}

function never(): boolean {
  return false;
}

/** The directories above `directory` from the repository's root on, without itself; none outside of a repository. */
function directoriesUpToRoot(directory: string, io: Io): readonly string[] {
  const found: string[] = [];
  for (let at = directory; ; at = path.dirname(at)) {
    if (at !== directory) found.unshift(at);
    if (io.fs.existsSync(path.join(at, '.git'))) return found;
    if (path.dirname(at) === at) return [];
  }
}

function readRules(directory: string, io: Io): Ignore | undefined {
  try {
    return ignore().add(io.fs.readFileSync(path.join(directory, '.gitignore'), 'utf8'));
  } catch {
    // Most directories have none; one that cannot be read leaves nothing out.
    return undefined;
  }
}
