import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the headers of the C library are, and those of the kernel's interface that they include. */
const DIRECTORIES = [
  ...['sys', 'bits', 'gnu', 'asm'].map((name) => `/usr/include/x86_64-linux-gnu/${name}`),
  '/usr/include/asm-generic',
  '/usr/include/linux/byteorder',
];
const FILES = ['features.h', 'features-time64.h', 'stdc-predef.h', 'endian.h'].map((name) => `/usr/include/${name}`);
const KERNEL_FILES = ['posix_types.h', 'stddef.h', 'types.h', 'swab.h'].map((name) => `/usr/include/linux/${name}`);

let found: readonly string[] | undefined;

/** The headers that bpftrace compiles scripts with which include those of the C library (`sys/socket.h`). */
export function libraryHeaders(): readonly string[] {
  found ??= [...FILES, ...KERNEL_FILES, ...DIRECTORIES.flatMap(headersBelow)].filter((file) => existsSync(file));
  return found;
}

function headersBelow(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? headersBelow(path) : path.endsWith('.h') ? [path] : [];
  });
}
