import { UsageError } from '@tracefit/model';
import type { Io } from '../io';

/** Bytes of one read. */
const chunkSize = 1 << 20;

/**
 * The bytes of a regular file of at most `limit` bytes. A file that is too large, a pipe or a device is refused before
 * anything of it is read; what says it has no size (files of `/proc` and tracefs) is read up to the limit.
 *
 * @param path absolute; `shown` is what the user called it
 * @throws UsageError where it is no such file; what the operating system throws otherwise
 */
export function readFile(io: Io, path: string, shown: string, limit: number): Uint8Array {
  const { fs } = io;
  const stat = fs.statSync(path);
  if (stat.isDirectory()) throw new UsageError(`a directory where a file is expected: ${shown}`);
  if (!stat.isFile()) throw new UsageError(`not a regular file: ${shown}`);
  if (stat.size > limit) throw tooLarge(shown, limit);
  const descriptor = fs.openSync(path, 'r');
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkSize, limit + 1 - length, Math.max(4096, stat.size + 1)));
      const read = fs.readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks, length);
      length += read;
      if (length > limit) throw tooLarge(shown, limit);
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

/** At most the first `length` bytes of a file. */
export function readHead(io: Io, path: string, length: number): Uint8Array {
  const descriptor = io.fs.openSync(path, 'r');
  try {
    const head = Buffer.alloc(length);
    return head.subarray(0, io.fs.readSync(descriptor, head));
  } finally {
    io.fs.closeSync(descriptor);
  }
}

/** The bytes of the standard input. */
export async function readStdin(io: Io, shown: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of io.stdin) {
    length += chunk.length;
    if (length > limit) throw tooLarge(shown, limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(shown: string, limit: number): UsageError {
  return new UsageError(`larger than ${limit / (1 << 20)} MB: ${shown}`);
}
