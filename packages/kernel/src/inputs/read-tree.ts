import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import type { KernelFile } from '../kernel-source';
import type { KernelTree, TreeFile } from '../kernel-tree';
import { nameOfFile } from '../module/modinfo';
import { kernelModule } from '../sources/module';
import { detectSource } from './detect-source';
import { roleOf } from './file-role';
import type { FileRole } from './file-role';
import { readFile } from './reading';
import type { Reading } from './reading';

/** What one walk over a tree did. */
export interface Walk {
  /** The files that were read, without the modules. */
  readonly files: readonly string[];
  readonly modules: number;
  /** Modules are left for a second walk, since the types of their kernel were not read yet. */
  readonly hasUnread: boolean;
}

/** Progress is told once for so many modules. */
const STEP = 50;

/**
 * Walks over a tree and reads what it has of a kernel: the image, or where there is none the list of symbols, the configuration,
 * types, and the modules behind them.
 * @throws UsageError where it has several kernels
 * @throws FormatError where a file other than a module is damaged
 */
export async function readTree(reading: Reading, tree: KernelTree): Promise<Walk> {
  const files: string[] = [];
  let symbols: { readonly path: string; readonly content: KernelFile } | undefined;
  let hasImage = false;
  let modules = 0;
  let hasUnread = false;
  for await (const { file, role } of filesOfKernel(reading, tree)) {
    if (role.kind === 'module') {
      if (reading.base) await readModule(reading, tree, file, modules++);
      else hasUnread = true;
      continue;
    }
    if (role.kind === 'image' && hasImage) continue;
    const content = { path: nameOf(tree, file), bytes: await file.read() };
    if (role.kind === 'module list') reading.modules.list(Buffer.from(content.bytes).toString('utf8'));
    else if (role.kind === 'symbols') symbols = { path: file.path, content };
    else await readFile(reading, content, detectSource(content));
    hasImage ||= role.kind === 'image';
    if (role.kind !== 'symbols') files.push(file.path);
  }
  // An image knows its symbols better.
  if (symbols && !hasImage && !isStub(symbols.content)) {
    await readFile(reading, symbols.content, detectSource(symbols.content));
    files.push(symbols.path);
  }
  return { files, modules, hasUnread };
}

/** Debian's packages have one line in the place of a System.map, which says that it is in the package for debugging. */
function isStub({ bytes }: KernelFile): boolean {
  return bytes.length < 200 && Buffer.from(bytes).includes(' B The real System.map is in ');
}

/** Walks over a tree once more for its modules, all other files being read; returns how many there are. */
export async function readModulesOfTree(reading: Reading, tree: KernelTree): Promise<number> {
  let modules = 0;
  for await (const { file, role } of filesOfKernel(reading, tree)) {
    if (role.kind === 'module') await readModule(reading, tree, file, modules++);
  }
  return modules;
}

/** One damaged module of thousands does not spoil the rest. */
async function readModule(reading: Reading, tree: KernelTree, file: TreeFile, before: number): Promise<void> {
  const { base, context, modules, isTyped } = reading;
  if (before % STEP === 0) context.progress(`reading the modules, ${before} so far`);
  const content = { path: nameOf(tree, file), bytes: await file.read() };
  const untyped = !isTyped(nameOfFile(file.path));
  modules.expectList();
  try {
    modules.add(content.path, await kernelModule.read(content, { ...context, base, untyped }), base);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    modules.refuse(content.path, error);
  }
}

/** The files of a tree that belong to the one kernel that is read. */
async function* filesOfKernel(
  reading: Reading,
  tree: KernelTree,
): AsyncGenerator<{ readonly file: TreeFile; readonly role: FileRole }> {
  for await (const file of tree.files()) {
    const role = roleOf(file.path);
    if (!role || (role.kind === 'module' && !reading.isWanted(nameOfFile(file.path)))) continue;
    reading.release ??= role.release;
    if (role.release === reading.release) yield { file, role };
    else if (!reading.isChosen) throw await severalKernels(reading.release, tree);
  }
}

async function severalKernels(first: string, tree: KernelTree): Promise<UsageError> {
  const releases = new Set([first]);
  for await (const { path } of tree.files()) {
    const role = roleOf(path);
    if (role) releases.add(role.release);
  }
  return new UsageError(`these are files of several kernels, ${[...releases].join(', ')}: ${tree.path}`);
}

/** Files of a directory have its path, those of a package its name before theirs. */
function nameOf(tree: KernelTree, file: TreeFile): string {
  return file.path.startsWith(tree.path) ? file.path : `${tree.path}: ${file.path}`;
}
