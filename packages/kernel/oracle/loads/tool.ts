import { basename } from 'node:path';

/** What is started in the machine, and the file that tracefit checks. */
export interface Tool {
  readonly name: string;
  readonly path: string;
  /** Words of the command line, the program first. */
  readonly command: readonly string[];
}

const BPFTRACE = '/usr/bin/bpftrace';

/** What tools cannot do without. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  fsdist: ['-t', 'ext4'],
  fsslower: ['-t', 'ext4'],
  funclatency: ['vfs_read'],
  ksnoop: ['trace', 'vfs_read'],
};

export function toolOf(path: string): Tool {
  const name = basename(path);
  const command = path.endsWith('.bt') ? [BPFTRACE, path] : [path, ...(ARGUMENTS[name] ?? [])];
  return { name, path, command };
}

/**
 * What a tool wants that the booted machine does not have: a failure that says so tells nothing of the kernel. By what the tool
 * prints.
 */
const ABSENT: readonly (readonly [what: string, says: RegExp])[] = [
  ['a program or library to trace in user space', /readline|libc\.so|find (?:libc|library|binary)/i],
  ['a hardware event counter', /failed to (?:init|attach|open) perf/i],
  ['a driver for the frequency of processors', /cpufreq/],
  ['a process to trace, named by an option, and says nothing without it', /^$/],
];

export function absentFor(output: string): string | undefined {
  return ABSENT.find(([, says]) => says.test(output))?.[0];
}
