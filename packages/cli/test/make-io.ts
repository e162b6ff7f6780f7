import fs from 'node:fs';
import type { Io } from '../src/io';

export interface TestIo extends Io {
  readonly written: { stdout: string; stderr: string };
}

/** A world to run the command in: real files below `cwd`, everything it writes kept in `written`. */
export function makeIo(cwd: string, changes: Partial<Io> & { readonly input?: string | Uint8Array } = {}): TestIo {
  const written = { stdout: '', stderr: '' };
  const { input = '', ...rest } = changes;
  return {
    stdout: { isTTY: false, write: (text) => void (written.stdout += text) },
    stderr: { isTTY: false, write: (text) => void (written.stderr += text) },
    stdin: oneChunk(typeof input === 'string' ? new TextEncoder().encode(input) : input),
    env: {},
    cwd,
    fs,
    ...rest,
    written,
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
