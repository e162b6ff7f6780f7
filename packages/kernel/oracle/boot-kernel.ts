import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { writeCpio } from './cpio';
import { emulatorFor } from './emulators';
import type { Emulator } from './emulators';

/** What a booted kernel said, by part: the files that guest/init collects. */
export type Answers = ReadonlyMap<string, string>;

/** From the bundle that scripts/oracle.js makes. */
const GUEST = join(__dirname, '../oracle/guest');
const EXECUTABLE = 0o100755;
const REGULAR = 0o100644;

/** A module for the machine to load, unpacked. */
export interface GuestModule {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a machine is started with. */
export interface Machine {
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
export async function bootKernel(machine: Machine): Promise<Answers> {
  const emulator = emulatorFor(machine.arch);
  const work = mkdtempSync(join(tmpdir(), 'tracefit-oracle-'));
  try {
    const initrd = join(work, 'initrd.gz');
    const output = join(work, 'output.gz');
    writeFileSync(initrd, makeInitrd(work, machine, emulator));
    const console = await runMachine(machine, emulator, { initrd, output });
    const packed = readFileSync(output);
    if (packed.length === 0) throw new Error(`${machine.image} said nothing; its console: ${console.slice(-2000)}`);
    return splitParts(gunzipSync(packed));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeInitrd(work: string, { questions, modules, busybox }: Machine, { compiler }: Emulator): Buffer {
  const ask = join(work, 'ask');
  execFileSync(compiler, ['-O2', '-static', '-o', ask, join(GUEST, 'ask.c')], { stdio: 'inherit' });
  const directories = ['bin', 'modules'].map((path) => ({ path, mode: 0o040755 }));
  const cpio = writeCpio([
    ...directories,
    { path: 'bin/busybox', mode: EXECUTABLE, bytes: readFileSync(busybox) },
    { path: 'init', mode: EXECUTABLE, bytes: readFileSync(join(GUEST, 'init')) },
    { path: 'ask', mode: EXECUTABLE, bytes: readFileSync(ask) },
    ...modules.map(({ name, bytes }, i) => ({
      path: `modules/${String(i).padStart(4, '0')}-${name}`,
      mode: REGULAR,
      bytes,
    })),
    { path: 'questions', mode: REGULAR, bytes: Buffer.from(questions.map((line) => `${line}\n`).join('')) },
  ]);
  return gzipSync(cpio, { level: 1 });
}

/** Runs until the machine switches itself off; its console. */
function runMachine(
  { image, seconds }: Machine,
  { command, machine, console: tty, append, output: device }: Emulator,
  { initrd, output }: { readonly initrd: string; readonly output: string },
): Promise<string> {
  const options = [
    ...machine,
    ...['-accel', 'tcg,thread=multi', '-m', '2048', '-smp', '1', '-display', 'none', '-no-reboot', '-nodefaults'],
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
