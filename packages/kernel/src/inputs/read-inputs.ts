import { UsageError } from '@tracefit/model';
import type { KernelFile, ReadContext } from '../kernel-source';
import type { KernelTree, PackageIdentity } from '../kernel-tree';
import { mergeParts } from '../parts/merge-parts';
import type { NamedPart } from '../parts/merge-parts';
import { EMPTY_PART } from '../parts/source-part';
import { detectArchive, detectSource } from './detect-source';
import { newModuleReading } from './module-reading';
import { openArchive } from './open-archive';
import { readModulesOfTree, readTree } from './read-tree';
import { readFile } from './reading';
import type { Reading } from './reading';

/** A file whole in memory, or many files that are read one after the other. */
export type KernelInput = KernelFile | KernelTree;

/** What was read from one input. */
export interface ReadInput {
  /** As the user named it. */
  readonly path: string;
  /** What a package says of itself. */
  readonly package?: PackageIdentity;
  /** The files that were read, without the modules. */
  readonly files: readonly string[];
  /** How many modules were read. */
  readonly modules: number;
}

export interface InputOptions {
  /** Which kernel is meant, where packages and directories have several: what `uname -r` prints. */
  readonly release?: string | undefined;
  /** Whether the modules of packages and directories are read, or which of them, by name; all if not said. */
  readonly modules?: boolean | ((module: string) => boolean) | undefined;
  /** Of which modules, by name, types and variables are read; of all if not said. */
  readonly typedModules?: ((module: string) => boolean) | undefined;
}

export interface InputParts {
  readonly parts: readonly NamedPart[];
  readonly disagreements: readonly string[];
  readonly inputs: readonly ReadInput[];
}

/**
 * Reads the files of one kernel, those in packages and directories too; modules after the types of their kernel.
 * @throws UsageError where a file is none that can be read, packages and directories have none, or several kernels
 * @throws FormatError where one is damaged
 */
export async function readInputs(
  given: readonly KernelInput[],
  context: ReadContext,
  { release, modules = true, typedModules = () => true }: InputOptions = {},
): Promise<InputParts> {
  const reading: Reading = {
    context,
    parts: [],
    modules: newModuleReading(),
    release,
    isChosen: release !== undefined,
    isWanted: typeof modules === 'function' ? modules : () => modules,
    isTyped: typedModules,
    base: undefined,
  };
  // Nothing is read while there is a file among them that cannot be.
  const readers = given.map((input) => ('bytes' in input ? readerOfFile(input) : readerOfTree(input)));
  const steps = [];
  for (const read of readers) steps.push(await read(reading));
  const inputs: ReadInput[] = [];
  for (const { input, modulesLater } of steps) {
    inputs.push(modulesLater ? { ...input, modules: input.modules + (await modulesLater()) } : input);
  }
  const empty = inputs.filter(({ files, modules }) => files.length + modules === 0).map(({ path }) => path);
  if (empty.length === inputs.length) throw new UsageError(`there is no file of a kernel in it: ${empty.join(' ')}`);
  return { ...finish(reading, empty), inputs };
}

/** What was read of an input in a first step, and what is left until the types of the kernel were read. */
interface Step {
  readonly input: ReadInput;
  /** Returns how many modules it read. */
  readonly modulesLater?: () => Promise<number>;
}

function readerOfFile(file: KernelFile): (reading: Reading) => Promise<Step> {
  const { path } = file;
  const archive = detectArchive(file);
  if (archive) {
    return async (reading) => readerOfTree(await openArchive(archive, file, reading.context))(reading);
  }
  const source = detectSource(file);
  return async (reading) => {
    const read = () => readFile(reading, file, source);
    if (source.readsModules)
      return { input: { path, files: [], modules: 0 }, modulesLater: () => read().then(() => 1) };
    await read();
    return { input: { path, files: [path], modules: 0 } };
  };
}

function readerOfTree(tree: KernelTree): (reading: Reading) => Promise<Step> {
  return async (reading) => {
    const { files, modules, hasUnread } = await readTree(reading, tree);
    const input = { path: tree.path, ...(tree.package ? { package: tree.package } : {}), files, modules };
    return hasUnread ? { input, modulesLater: () => readModulesOfTree(reading, tree) } : { input };
  };
}

/**
 * Puts the modules beside their kernel: to what all files tell that know nothing of modules, before it is held against those
 * that do, such as a list of the symbols of a running kernel.
 */
function finish({ parts, modules }: Reading, empty: readonly string[]): Omit<InputParts, 'inputs'> {
  const notes = empty.map((path) => `there is no file of a kernel in it: ${path}`);
  const remarks: NamedPart = { name: '', part: { ...EMPTY_PART, notes } };
  if (modules.count === 0) return { parts: [...parts, remarks], disagreements: [] };
  const [first, ...more] = parts.filter(({ part }) => part.modules.length === 0);
  const kernel = first && mergeParts([first, ...more]);
  const united = { name: first?.name ?? 'the modules', part: modules.finish(kernel?.part) };
  return {
    parts: [united, ...parts.filter(({ part }) => part.modules.length > 0), remarks],
    disagreements: [...(kernel?.disagreements ?? []), ...modules.disagreements()],
  };
}
