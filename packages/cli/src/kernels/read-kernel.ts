import path from 'node:path';
import { FormatError } from '@tracefit/btf';
import { UsageError, type KernelSnapshot } from '@tracefit/model';
import { readFile } from '../inputs/read-file';
import type { Io } from '../io';
import type { Progress } from '../outputs/progress';
import { directoryTree } from './directory-tree';
import type * as KernelPackage from '@tracefit/kernel';

/** The largest kernel file: a vmlinux with debug information has about 1 GB, and Node reads up to 2 GB at once. */
const maxKernelBytes = 2047 * (1 << 20);
/** The most bytes a compressed file may unpack to. */
const maxUnpacked = 1 << 30;

/** What `readSnapshot` takes and gives. */
export type KernelInput = Parameters<typeof KernelPackage.readSnapshot>[0][number];
export type ReadKernel = Awaited<ReturnType<typeof KernelPackage.readSnapshot>>;

export interface ReadKernelOptions {
  readonly id: string;
  /** Which kernel is meant, where a directory or package has several. */
  readonly release?: string | undefined;
}

/**
 * Reads files, packages and directories of one kernel into a snapshot.
 *
 * @throws UsageError where one cannot be read or is damaged
 */
export async function readKernelFiles(
  names: readonly string[],
  options: ReadKernelOptions,
  progress: Progress,
  io: Io,
): Promise<ReadKernel> {
  const inputs = names.map((name): KernelInput => {
    const file = path.resolve(io.cwd, name);
    if (io.fs.statSync(file).isDirectory()) return directoryTree(io, name, maxKernelBytes);
    progress.say(`reading ${name}`);
    return { path: name, bytes: readFile(io, file, name, maxKernelBytes) };
  });
  try {
    return await kernelPackage().readSnapshot(inputs, { ...options, progress: progress.say, maxUnpacked });
  } catch (error) {
    // The sentence names the file that is damaged.
    if (error instanceof FormatError) throw new UsageError(error.message);
    throw error;
  } finally {
    progress.done();
  }
}

/** Reads what the running kernel lets this user see. */
export async function readRunningKernel(progress: Progress): Promise<KernelSnapshot> {
  try {
    const { snapshot } = await kernelPackage().readLiveSnapshot({ progress: progress.say });
    return snapshot;
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${error.message}: the running kernel`);
    throw error;
  } finally {
    progress.done();
  }
}

function kernelPackage(): typeof KernelPackage {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the readers of images are needed for files only
  return require('@tracefit/kernel') as typeof KernelPackage;
}
