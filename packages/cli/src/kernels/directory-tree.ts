import path from 'node:path';
import { readFile } from '../inputs/read-file';
import type { Io } from '../io';
import type { KernelInput } from './read-kernel';

/** The input that holds many files, one of which is in memory at a time. */
type KernelTree = Extract<KernelInput, { readonly files: unknown }>;

/**
 * The files below a directory, such as `/lib/modules/RELEASE`. Linked files are files; linked directories (`build` and
 * `source` lead to the kernel's sources) are not entered.
 *
 * @param limit bytes of one file
 */
export function directoryTree(io: Io, name: string, limit: number): KernelTree {
  const root = path.resolve(io.cwd, name);
  async function* walk(directory: string): AsyncGenerator<{ path: string; size: number; read: () => Uint8Array }> {
    const entries = io.fs.readdirSync(directory, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) yield* walk(file);
      const stat = entry.isDirectory() ? undefined : io.fs.statSync(file, { throwIfNoEntry: false });
      // Told with what stands above the root: a role can hang on it (`lib/modules/RELEASE`).
      if (stat?.isFile()) yield { path: file, size: stat.size, read: () => readFile(io, file, file, limit) };
    }
  }
  return { path: name, files: () => walk(root) };
}
