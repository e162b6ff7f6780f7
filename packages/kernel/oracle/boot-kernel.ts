import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootMachine, executable, guestFile } from './boot-machine';
import type { Answers } from './boot-machine';
import type { ArchiveFile } from './cpio';
import { emulatorFor } from './emulators';

const REGULAR = 0o100644;
const MEMORY = 2048;

/** A module for the machine to load, unpacked. */
export interface GuestModule {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A kernel and what it is asked. */
export interface Interview {
  /** Path of the boot image. */
  readonly image: string;
  /** Of the kernel, in the words of `KernelIdentity`. */
  readonly arch: string;
  /** Path of a statically linked busybox of this architecture. */
  readonly busybox: string;
  readonly questions: readonly string[];
  /** In the order they are loaded. */
  readonly modules: readonly GuestModule[];
  /** After which it is switched off. */
  readonly seconds: number;
}

/**
 * Boots a kernel in an emulator, asks it every question and returns what it says of itself. Needs an emulator and a C compiler
 * for its architecture (emulators.ts) and a static busybox.
 */
export async function bootKernel(interview: Interview): Promise<Answers> {
  const { image, arch, busybox, questions, modules, seconds } = interview;
  const files = [
    compile(emulatorFor(arch).compiler, 'ask'),
    ...modules.map(({ name, bytes }, i) => regular(`modules/${String(i).padStart(4, '0')}-${name}`, bytes)),
    regular('questions', Buffer.from(questions.map((line) => `${line}\n`).join(''))),
  ];
  return bootMachine({ image, arch, busybox, job: 'ask-kernel', files, directories: [], memory: MEMORY, seconds });
}

/** A file of the archive that is only read. */
export function regular(path: string, bytes: Uint8Array): ArchiveFile {
  return { path, mode: REGULAR, bytes };
}

/** A static program for the machine, from a C file of oracle/guest. */
export function compile(compiler: string, name: string): ArchiveFile {
  const work = mkdtempSync(join(tmpdir(), 'tracefit-oracle-'));
  try {
    const program = join(work, name);
    execFileSync(compiler, ['-O2', '-static', '-o', program, guestFile(`${name}.c`)], { stdio: 'inherit' });
    return executable(name, program);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
