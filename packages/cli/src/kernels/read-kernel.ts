import path from 'node:path';
import { FormatError } from '@tracefit/btf';
import { snapshotKernel, UsageError, type Kernel } from '@tracefit/model';
import { readFile } from '../inputs/read-file';
import type { Io } from '../io';
import type { Progress } from '../outputs/progress';
import type * as KernelPackage from '@tracefit/kernel';

/** The largest kernel file: a vmlinux with debug information has about 1 GB, and Node reads up to 2 GB at once. */
const maxKernelBytes = 2047 * (1 << 20);
/** The most bytes a compressed file may unpack to. */
const maxUnpacked = 1 << 30;

/** What `readSnapshot` gives: the snapshot, and what its files disagree about. */
export type ReadKernel = Awaited<ReturnType<typeof KernelPackage.readSnapshot>>;

/**
 * Reads files of one kernel into a snapshot with the id `id`.
 *
 * @throws UsageError where a file cannot be read or is damaged
 */
export async function readKernelFiles(
  names: readonly string[],
  id: string,
  progress: Progress,
  io: Io,
): Promise<ReadKernel> {
  const files = names.map((name) => {
    progress.say(`reading ${name}`);
    return { path: name, bytes: readFile(io, path.resolve(io.cwd, name), name, maxKernelBytes) };
  });
  try {
    return await kernelPackage().readSnapshot(files, { id, progress: progress.say, maxUnpacked });
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${error.message}: ${names.join(' ')}`);
    throw error;
  } finally {
    progress.done();
  }
}

/** Reads what the running kernel lets this user see. */
export async function readRunningKernel(progress: Progress): Promise<Kernel> {
  try {
    const { snapshot } = await kernelPackage().readLiveSnapshot({ progress: progress.say });
    return snapshotKernel(snapshot);
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
