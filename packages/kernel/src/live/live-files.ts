import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The content of a file, or why it was not read, in words. */
export type LiveFile =
  | { readonly path: string; readonly bytes: Uint8Array }
  | { readonly path: string; readonly bytes?: never; readonly refused: string };

/** Why something of the running kernel is not known, as a note. */
export function notRead(what: string, file: { readonly path: string; readonly refused: string }): string {
  return `not read: ${what} (${file.refused}): ${file.path}`;
}

/** Files of a running system below a root; nothing throws for a file that cannot be read. */
export interface LiveFiles {
  read(name: string): LiveFile;
  /** The first of several places that has the file; else why the last was not read. */
  readFirst(names: readonly string[]): LiveFile;
  /** The names in a directory, sorted; none where it cannot be read. */
  list(name: string): readonly string[];
}

/** @param root where the system's `/` is */
export function liveFiles(root: string): LiveFiles {
  const read = (name: string): LiveFile => {
    const place = path.join(root, name);
    try {
      return { path: place, bytes: readFileSync(place) };
    } catch (error) {
      return { path: place, refused: reason(error) };
    }
  };
  return {
    read,
    readFirst(names) {
      const tried = names.map((name) => () => read(name));
      let last: LiveFile = { path: root, refused: 'there is no place to look for it' };
      for (const next of tried) {
        const file = next();
        // A place that is there and closed says more than one that is not there.
        if (file.bytes || last.bytes || !last.refused.startsWith(CLOSED)) last = file;
        if (file.bytes) return file;
      }
      return last;
    },
    list(name) {
      try {
        return readdirSync(path.join(root, name)).sort();
      } catch {
        return [];
      }
    },
  };
}

const CLOSED = 'permission denied';

function reason(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return `${CLOSED}, it needs root`;
    default:
      return code === '' ? String(error) : code;
  }
}
