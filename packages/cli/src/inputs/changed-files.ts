import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { UsageError } from '@tracefit/model';
import type { Io } from '../io';

/** Bytes of git's answer at most. */
const longestAnswer = 64 << 20;

/**
 * Says whether a file has changed since a revision: committed, in the work tree, or not known to git yet.
 *
 * @throws UsageError where git does not know the revision, or is not there
 */
export function changedSince(revision: string, io: Io): (file: string) => boolean {
  const root = git(['rev-parse', '--show-toplevel'], io).trim();
  // Words that begin with a dash would be options.
  const commit = git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    io,
    revision,
  ).trim();
  const listed = [
    ...git(['diff', '--name-only', '-z', '--no-renames', commit, '--', ':/'], io).split('\0'),
    ...git(['ls-files', '--others', '--exclude-standard', '--full-name', '-z', '--', ':/'], io).split('\0'),
  ];
  const changed = new Set(listed.filter((name) => name !== '').map((name) => path.join(root, name)));
  return (file) => changed.has(io.fs.realpathSync(path.resolve(io.cwd, file)));
}

function git(words: readonly string[], io: Io, revision?: string): string {
  try {
    return execFileSync('git', words, {
      cwd: io.cwd,
      env: { ...io.env, GIT_OPTIONAL_LOCKS: '0' },
      encoding: 'utf8',
      maxBuffer: longestAnswer,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError('git is needed for --changed-since');
    throw new UsageError(
      revision === undefined ? 'not in a git repository, which --changed-since needs' : `no such revision: ${revision}`,
    );
  }
}
