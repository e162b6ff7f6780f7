import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeCpio } from './cpio';
import type { ArchiveFile } from './cpio';
import { emulatorFor } from './emulators';
import type { Emulator } from './emulators';

/** What a booted machine sent, by part: the files that its job left (guest/init). */
export type Answers = ReadonlyMap<string, string>;

/** From the bundles that the scripts make, `packages/kernel/dist/NAME.js`. */
const GUEST = join(__dirname, '../oracle/guest');
const DIRECTORY = 0o040755;
const EXECUTABLE = 0o100755;

/** What a machine is started with. */
export interface Machine {
  /** Path of the boot image. */
  readonly image: string;
  /** Of the kernel, in the words of `KernelIdentity`. */
  readonly arch: string;
  /** Path of a statically linked busybox of this architecture. */
  readonly busybox: string;
  /** The shell script of oracle/guest that it runs. */
  readonly job: string;
  /** What the job needs, each below one of these directories or at the top. */
  readonly files: readonly ArchiveFile[];
  readonly directories: readonly string[];
  /** In MiB. */
  readonly memory: number;
  /** After which it is switched off. */
  readonly seconds: number;
}

/** The path of a file that runs in the machine, or is compiled for it. */
export function guestFile(name: string): string {
  return join(GUEST, name);
}

/** An executable of the archive, from a file of this system. */
export function executable(path: string, from: string): ArchiveFile {
  return { path, mode: EXECUTABLE, bytes: readFileSync(from) };
}

/** Boots a kernel in an emulator (emulators.ts), runs a job there and returns what it left. */
export async function bootMachine(machine: Machine): Promise<Answers> {
  const work = mkdtempSync(join(tmpdir(), 'tracefit-oracle-'));
  try {
    const initrd = join(work, 'initrd');
    const output = join(work, 'output.gz');
    writeFileSync(initrd, makeInitrd(machine));
    const console = await runMachine(machine, emulatorFor(machine.arch), { initrd, output });
    const packed = readFileSync(output);
    if (packed.length === 0) throw new Error(`${machine.image} said nothing; its console: ${console.slice(-2000)}`);
    return splitParts(gunzipSync(packed));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeInitrd({ busybox, job, files, directories }: Machine): Buffer {
  return writeCpio([
    ...['bin', 'modules', ...directories].map((path) => ({ path, mode: DIRECTORY })),
    executable('bin/busybox', busybox),
    executable('init', guestFile('init')),
    executable('job', guestFile(job)),
    ...files,
  ]);
}

/** Runs until the machine switches itself off; its console. */
function runMachine(
  { image, memory, seconds }: Machine,
  { command, machine, console: tty, append, output: device }: Emulator,
  { initrd, output }: { readonly initrd: string; readonly output: string },
): Promise<string> {
  const options = [
    ...machine,
    ...[
      '-accel',
      'tcg,thread=multi',
      '-m',
      String(memory),
      '-smp',
      '1',
      '-display',
      'none',
      '-no-reboot',
      '-nodefaults',
    ],
    ...['-kernel', image, '-initrd', initrd, '-append', `console=${tty} panic=-1 quiet ${append}`.trim()],
    ...['-serial', 'stdio', ...device(output)],
  ];
  return new Promise((resolve, reject) => {
    const emulator = spawn(command, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    const console: string[] = [];
    emulator.stdout.on('data', (chunk: Buffer) => console.push(chunk.toString()));
    emulator.stderr.on('data', (chunk: Buffer) => console.push(chunk.toString()));
    const timer = setTimeout(() => emulator.kill(), seconds * 1000);
    emulator.on('error', reject);
    emulator.on('close', () => {
      clearTimeout(timer);
      resolve(console.join(''));
    });
  });
}

/** Reads what guest/init sends: `PART NAME BYTES`, a line end, the bytes. */
function splitParts(stream: Buffer): Answers {
  const parts = new Map<string, string>();
  for (let at = 0; at < stream.length;) {
    const end = stream.indexOf('\n', at);
    const [word, name, size] = stream.toString('utf8', at, end).split(' ');
    if (word !== 'PART' || name === undefined) throw new Error(`the booted kernel sent no part at byte ${String(at)}`);
    at = end + 1 + Number(size);
    parts.set(name, stream.toString('utf8', end + 1, at));
  }
  return parts;
}
