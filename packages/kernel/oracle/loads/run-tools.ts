import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/**
 * Boots a kernel and starts every tool there, one after the other, but for those whose end was seen before and kept. By the
 * tool's path.
 */
export async function runTools(
  kernel: { readonly path: string; readonly release: string; readonly arch: string },
  tools: readonly Tool[],
  options: { readonly minutes: number; readonly answers: string | undefined },
): Promise<ReadonlyMap<string, Run>> {
  const kept = options.answers === undefined ? undefined : join(options.answers, kernel.release);
  let text = readKept(kept);
  const seen = readRuns(text);
  const open = tools.filter(({ command }) => !seen.has(command.join(' ')));
  if (open.length > 0) {
    text += await bootWith(kernel, open, options.minutes);
    if (kept !== undefined) writeFileSync(kept, text);
  }
  const runs = readRuns(text);
  return new Map(tools.flatMap(({ path, command }) => pairOf(path, runs.get(command.join(' ')))));
}

function pairOf(path: string, run: Run | undefined): [string, Run][] {
  return run ? [[path, run]] : [];
}

async function bootWith(
  { path, release, arch }: { readonly path: string; readonly release: string; readonly arch: string },
  tools: readonly Tool[],
  minutes: number,
): Promise<string> {
  const commands = tools.map(({ command }) => command.join(' '));
  const programs = [...new Set(tools.map(({ command }) => command[0] ?? ''))];
  const libraries = [...new Set(programs.flatMap(sharedLibraries))];
  const scripts = tools.map((tool) => tool.path).filter((file) => !programs.includes(file));
  const wanted = tools.flatMap((tool) => tool.files);
  const files = [...new Set([...programs, ...libraries, ...scripts, ...wanted])];
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

function readKept(file: string | undefined): string {
  if (file === undefined) return '';
  mkdirSync(dirname(file), { recursive: true });
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
