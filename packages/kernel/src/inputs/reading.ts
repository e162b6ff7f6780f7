import { FormatError } from '@tracefit/btf';
import type { KernelFile, KernelSource, ReadContext } from '../kernel-source';
import type { NamedPart } from '../parts/merge-parts';
import type { ModuleBase } from '../parts/source-part';
import type { ModuleReading } from './module-reading';

/** What has been read of a kernel so far. */
export interface Reading {
  readonly context: ReadContext;
  readonly parts: NamedPart[];
  readonly modules: ModuleReading;
  /** The one kernel that is read, once a path has told it. */
  release: string | undefined;
  /** The user said which kernel to read, so others are passed over. */
  readonly isChosen: boolean;
  /** Which modules of packages and directories are read. */
  readonly isWanted: (module: string) => boolean;
  /** Of which of them types and variables are read. */
  readonly isTyped: (module: string) => boolean;
  /** What modules are read with, once the types of the kernel were read. */
  base: ModuleBase | undefined;
}

/**
 * Reads one file with its source.
 * @throws FormatError where it is damaged, with its name
 */
export async function readFile(reading: Reading, file: KernelFile, source: KernelSource): Promise<void> {
  const { base, context, modules, parts } = reading;
  const part = await withName(file.path, async () => source.read(file, { ...context, base }));
  if (source.readsModules) {
    modules.add(file.path, part, base);
    return;
  }
  parts.push({ name: file.path, part });
  if (part.base && !base) {
    const { release } = part.identity;
    reading.base = { ...part.base, ...(release === undefined ? {} : { release }) };
  }
}

/** Gives errors the name of the file they are in. */
export async function withName<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormatError) throw new FormatError(`${error.sentence} in ${name}`, error.offset);
    throw error;
  }
}
