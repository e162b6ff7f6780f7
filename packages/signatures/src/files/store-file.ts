import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PageSource } from '../store/page-source';
import { openStore, type Store } from '../store/store';

/**
 * Opens a signature store on disk; what is looked up is read when it is looked up.
 * @throws FormatError where it is damaged, the system's error where it cannot be read
 */
export function openStoreFile(path: string): Store {
  const source = fileSource(path);
  try {
    return openStore(source);
  } catch (error) {
    source.close();
    throw error;
  }
}

function fileSource(path: string): PageSource {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  let open = true;
  return {
    name: path,
    length: size,
    read(offset, length) {
      const bytes = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const count = readSync(file, bytes, filled, bytes.length - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    },
    close() {
      if (open) closeSync(file);
      open = false;
    },
  };
}

/**
 * Writes a store to disk in one step: to a new file beside it, flushed, then renamed. Whoever opens `path` meanwhile
 * finds the old store or the new one, never a part of one.
 */
export function writeStoreFile(path: string, bytes: Uint8Array): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const file = openSync(temporary, 'w');
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
