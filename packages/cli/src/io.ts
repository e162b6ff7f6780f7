import type * as FileSystem from 'node:fs';

/** One of the two output streams. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Of the terminal; undefined where there is none. */
  readonly columns?: number;
}

/** All that the command touches of the world around it; `process.ts` makes the real one. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The bytes of the standard input as they come. */
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths are taken from here. */
  readonly cwd: string;
  readonly fs: typeof FileSystem;
  /** The store that comes with the command; undefined where it is not installed. */
  readonly bundledStore?: string;
}
