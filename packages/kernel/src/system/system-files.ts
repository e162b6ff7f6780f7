/** The content of a file, or why it was not read, in words. */
export type SystemFile =
  | { readonly path: string; readonly bytes: Uint8Array }
  | { readonly path: string; readonly bytes?: never; readonly refused: string };

/** The files of a system with a running kernel; nothing throws for a file that cannot be read. */
export interface SystemFiles {
  /** @param name as the system has it: `/proc/kallsyms` */
  read(name: string): SystemFile;
  /** The first of several places that has the file; else why it was not read. */
  readFirst(names: readonly string[]): SystemFile;
  /** The names in a directory, sorted; none where it cannot be read. */
  list(name: string): readonly string[];
}

/** A system with a running kernel: this one, or another of which there is a capture. */
export interface System {
  readonly files: SystemFiles;
  /** What `uname -r` prints. */
  readonly release: string;
  /** What `uname -m` prints. */
  readonly machine: string;
  readonly littleEndian: boolean;
  /** Whether the boot image is among its files. */
  readonly hasImage: boolean;
}

/** The reason where a path leads nowhere. */
export const ABSENT = 'there is no such file';

/** Why something of a kernel is not known, as a note. */
export function notRead(what: string, file: { readonly path: string; readonly refused: string }): string {
  return `not read: ${what} (${file.refused}): ${file.path}`;
}
