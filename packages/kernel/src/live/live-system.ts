import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ABSENT } from '../system/system-files';
import type { System, SystemFile, SystemFiles } from '../system/system-files';

/**
 * The system this runs on.
 * @param root where its `/` is
 */
export function liveSystem(root: string): System {
  return {
    files: liveFiles(root),
    release: os.release(),
    machine: os.machine(),
    littleEndian: os.endianness() === 'LE',
    hasImage: true,
  };
}

function liveFiles(root: string): SystemFiles {
  const read = (name: string): SystemFile => {
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
      let last: SystemFile = { path: root, refused: 'there is no place to look for it' };
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
      return ABSENT;
    case 'EACCES':
    case 'EPERM':
      return `${CLOSED}, it needs root`;
    default:
      return code === '' ? String(error) : code;
  }
}
