import path from 'node:path';
import { UsageError } from '@tracefit/model';
import { isSystemError, systemErrorSentence } from '../inputs/system-error';
import type { Io } from '../io';

/**
 * Writes a file as a whole or not at all: to a new name beside it, then over the old one. A device or a pipe
 * (`/dev/stderr`) is written as it is.
 *
 * @param text whole or in pieces
 * @throws UsageError where that is not possible
 */
export function writeAtomically(io: Io, name: string, text: string | Iterable<string>): void {
  try {
    writeTo(io, path.resolve(io.cwd, name), typeof text === 'string' ? [text] : text);
  } catch (error) {
    throw isSystemError(error) ? new UsageError(systemErrorSentence(error, name)) : error;
  }
}

function writeTo(io: Io, target: string, pieces: Iterable<string>): void {
  const { fs } = io;
  const there = fs.statSync(target, { throwIfNoEntry: false });
  if (there && !there.isFile()) {
    writePieces(io, fs.openSync(target, 'w'), pieces);
    return;
  }
  // Through a link, what it leads to is replaced, not the link.
  const real = there ? fs.realpathSync(target) : target;
  const temporary = path.join(path.dirname(real), `.${path.basename(real)}.${process.pid}.tmp`);
  try {
    writePieces(io, fs.openSync(temporary, 'wx', there?.mode), pieces);
    fs.renameSync(temporary, real);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

function writePieces({ fs }: Io, file: number, pieces: Iterable<string>): void {
  try {
    for (const piece of pieces) fs.writeFileSync(file, piece);
  } finally {
    fs.closeSync(file);
  }
}
