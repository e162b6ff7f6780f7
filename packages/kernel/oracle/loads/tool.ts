import { basename } from 'node:path';
import { libraryHeaders } from './library-headers';

/** What is started in the machine, and the file that tracefit checks. */
export interface Tool {
  readonly name: string;
  readonly path: string;
  /** Words of the command line, the program first. */
  readonly command: readonly string[];
  /** Files of this system that it traces. */
  readonly files: readonly string[];
}

const BPFTRACE = '/usr/bin/bpftrace';

/** What tools cannot do without. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  fsdist: ['-t', 'ext4'],
  fsslower: ['-t', 'ext4'],
  funclatency: ['vfs_read'],
  ksnoop: ['trace', 'vfs_read'],
};

/** What tools trace in user space. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  bashreadline: ['/bin/bash'],
  'bashreadline.bt': ['/bin/bash'],
};

export function toolOf(path: string): Tool {
  const name = basename(path);
  const command = path.endsWith('.bt') ? [BPFTRACE, path] : [path, ...(ARGUMENTS[name] ?? [])];
  return { name, path, command, files: [...(FILES[name] ?? []), ...(path.endsWith('.bt') ? libraryHeaders() : [])] };
}

/**
 * What a tool wants that the booted machine does not have: a failure that says so tells nothing of the kernel. By what the tool
 * prints; `tools` are the ones it holds for, all where it is not given.
 */
const ABSENT: readonly { readonly what: string; readonly says: RegExp; readonly tools?: readonly string[] }[] = [
  {
    what: 'a program or library to trace in user space',
    says: /readline|libc\.so|find (?:libc|library|binary)|uprobe target file/i,
  },
  { what: 'a hardware event counter', says: /failed to (?:init|attach|open) perf/i },
  { what: 'a driver for the frequency of processors', says: /cpufreq/ },
  { what: 'the headers of the kernel', says: /'(?:linux|asm|net|uapi)\/\S+' file not found/ },
  { what: 'the headers of the kernel, since this bpftrace does not find its BTF', says: /install BTF information/ },
  { what: 'a Java process to trace, and says nothing without it', says: /^$/, tools: ['javagc'] },
];

export function absentFor({ name }: Tool, output: string): string | undefined {
  return ABSENT.find(({ says, tools }) => says.test(output) && (tools?.includes(name) ?? true))?.what;
}
