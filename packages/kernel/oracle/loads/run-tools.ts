import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, regular } from '../boot-kernel';
import { bootMachine, executable } from '../boot-machine';
import type { ArchiveFile } from '../cpio';
import { emulatorFor } from '../emulators';
import { readRuns } from './read-runs';
import type { Run } from './read-runs';
import { sharedLibraries } from './shared-libraries';
import type { Tool } from './tool';

const BUSYBOX = '/bin/busybox';
/** In MiB: LLVM and the largest tools want it. */
const MEMORY = 3072;

/** Boots a kernel and starts every tool there, one after the other; or takes what was seen before. By the tool's path. */
export async function runTools(
  kernel: { readonly path: string; readonly release: string; readonly arch: string },
  tools: readonly Tool[],
  options: { readonly minutes: number; readonly answers: string | undefined },
): Promise<ReadonlyMap<string, Run>> {
  const commands = tools.map(({ command }) => command.join(' '));
  const kept = options.answers === undefined ? undefined : join(options.answers, kernel.release);
  const text = readKept(kept, commands) ?? (await bootWith(kernel, tools, commands, options.minutes));
  if (kept !== undefined) keep(kept, commands, text);
  const runs = readRuns(text);
  return new Map(tools.flatMap(({ path }, i) => pairOf(path, runs.get(commands[i] ?? ''))));
}

function pairOf(path: string, run: Run | undefined): [string, Run][] {
  return run ? [[path, run]] : [];
}

async function bootWith(
  { path, release, arch }: { readonly path: string; readonly release: string; readonly arch: string },
  tools: readonly Tool[],
  commands: readonly string[],
  minutes: number,
): Promise<string> {
  const programs = [...new Set(tools.map(({ command }) => command[0] ?? ''))];
  const libraries = [...new Set(programs.flatMap(sharedLibraries))];
  const scripts = tools.map((tool) => tool.path).filter((file) => !programs.includes(file));
  const files = [...programs, ...libraries, ...scripts];
  const answers = await bootMachine({
    ...{ image: path, arch, busybox: BUSYBOX, job: 'run-tools', memory: MEMORY, seconds: minutes * 60 },
    directories: directoriesOf(files),
    files: [
      compile(emulatorFor(arch).compiler, 'run'),
      ...files.map((file): ArchiveFile => executable(file.slice(1), file)),
      regular('commands', Buffer.from(commands.map((line) => `${line}\n`).join(''))),
    ],
  });
  const booted = answers.get('release')?.trim();
  if (booted !== release) throw new Error(`${path} says it is ${release}, but booted as ${booted ?? 'unknown'}`);
  return answers.get('runs') ?? '';
}

/** The directories above files, the outer ones first. */
function directoriesOf(files: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const file of files) {
    const parts = file.split('/').slice(1, -1);
    for (const i of parts.keys()) found.add(parts.slice(0, i + 1).join('/'));
  }
  return [...found].filter((path) => path !== 'bin');
}

function readKept(directory: string | undefined, commands: readonly string[]): string | undefined {
  if (directory === undefined || !existsSync(join(directory, 'commands'))) return undefined;
  if (readFileSync(join(directory, 'commands'), 'utf8') !== commands.join('\n')) return undefined;
  return readFileSync(join(directory, 'runs'), 'utf8');
}

/** The commands last: they say that the rest is whole. */
function keep(directory: string, commands: readonly string[], text: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'runs'), text);
  writeFileSync(join(directory, 'commands'), commands.join('\n'));
}
