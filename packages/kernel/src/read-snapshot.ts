import { FormatError } from '@tracefit/btf';
import { UsageError } from '@tracefit/model';
import type { KernelSnapshot, SnapshotPart } from '@tracefit/model';
import type { KernelFile, KernelSource, ReadContext } from './kernel-source';
import { mergeParts } from './parts/merge-parts';
import type { NamedPart } from './parts/merge-parts';
import { kernelSources } from './registry';

export interface ReadSnapshotOptions {
  /** `DISTRO/RELEASE`; what the files say, if not given. */
  readonly id?: string | undefined;
  readonly progress?: ((what: string) => void) | undefined;
  /** The most bytes a file may unpack to; 1 GiB if not given. */
  readonly maxUnpacked?: number | undefined;
}

export interface SnapshotResult {
  readonly snapshot: KernelSnapshot;
  /** Where the files say different things of the kernel, one sentence each; the file given first is believed. */
  readonly disagreements: string[];
}

const GIB = 1 << 30;

/**
 * Reads the files of one kernel into a snapshot.
 * @throws UsageError where a file is none that can be read
 * @throws FormatError where one is damaged
 */
export async function readSnapshot(
  files: readonly KernelFile[],
  options: ReadSnapshotOptions = {},
): Promise<SnapshotResult> {
  const [first] = files;
  if (!first) throw new UsageError('there is no kernel file to read');
  const context: ReadContext = {
    progress: options.progress ?? (() => undefined),
    maxUnpacked: Math.min(options.maxUnpacked ?? GIB, GIB),
  };
  const sources = files.map(detectSource);
  const parts: NamedPart[] = [];
  for (const [i, file] of files.entries()) {
    const source = sources[i];
    if (source) parts.push({ name: file.path, part: await readFile(file, source, context, files.length > 1) });
  }
  const { part, disagreements } = mergeParts(parts);
  return { snapshot: identify(part, options.id, first.path), disagreements: [...disagreements] };
}

/** @throws UsageError where no source reads it */
export function detectSource(file: KernelFile): KernelSource {
  if (file.bytes.length === 0) throw new UsageError(`the file is empty: ${file.path}`);
  const source = kernelSources.find((each) => each.detect(file));
  if (source) return source;
  const known = kernelSources.map((each) => each.title).join(', ');
  throw new UsageError(`this is no kernel file that can be read, which are ${known}: ${file.path}`);
}

async function readFile(file: KernelFile, source: KernelSource, context: ReadContext, isOneOfMany: boolean) {
  try {
    return await source.read(file, context);
  } catch (error) {
    if (error instanceof FormatError && isOneOfMany) {
      throw new FormatError(`${error.sentence} in ${file.path}`, error.offset);
    }
    throw error;
  }
}

/** What is not known of a kernel is called so. */
const UNKNOWN = 'unknown';

/** The merged part with an identity; what is missing in it becomes a note. */
export function identify(part: SnapshotPart, id: string | undefined, path: string): KernelSnapshot {
  const { release, version, arch, distro } = part.identity;
  const named = distro !== undefined && release !== undefined ? `${distro}/${release}` : path;
  const missing = release === undefined ? ['no file says which release the kernel is'] : [];
  if (arch === undefined) missing.push('no file says which architecture the kernel is for');
  return {
    ...part,
    identity: {
      ...part.identity,
      id: id ?? named,
      release: release ?? UNKNOWN,
      version: version ?? UNKNOWN,
      arch: arch ?? UNKNOWN,
    },
    notes: [...part.notes, ...missing],
  };
}
