import { UsageError } from '@tracefit/model';
import type { KernelSnapshot, SnapshotPart } from '@tracefit/model';
import { readInputs } from './inputs/read-inputs';
import type { InputOptions, KernelInput, ReadInput } from './inputs/read-inputs';
import type { ReadContext } from './kernel-source';
import { mergeParts } from './parts/merge-parts';

export interface ReadSnapshotOptions extends InputOptions {
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

export interface ReadSnapshotResult extends SnapshotResult {
  /** What was read from each input, in the order given. */
  readonly inputs: readonly ReadInput[];
}

const GIB = 1 << 30;

/**
 * Reads the files of one kernel into a snapshot: single ones, packages, directories.
 * @throws UsageError where a file is none that can be read, or there are files of several kernels
 * @throws FormatError where one is damaged, with its name
 */
export async function readSnapshot(
  inputs: readonly KernelInput[],
  options: ReadSnapshotOptions = {},
): Promise<ReadSnapshotResult> {
  const [first] = inputs;
  if (!first) throw new UsageError('there is no kernel file to read');
  const context: ReadContext = {
    progress: options.progress ?? (() => undefined),
    maxUnpacked: Math.min(options.maxUnpacked ?? GIB, GIB),
  };
  const read = await readInputs(inputs, context, options);
  const { part, disagreements } = mergeParts(read.parts);
  return {
    snapshot: identify(part, options.id, first.path),
    disagreements: [...disagreements, ...read.disagreements],
    inputs: read.inputs,
  };
}

/** What is not known of a kernel is called so. */
const UNKNOWN = 'unknown';

/** The merged part with an identity; what is missing in it becomes a note. */
export function identify(part: SnapshotPart, id: string | undefined, path: string): KernelSnapshot {
  const { release, version, arch, distro } = part.identity;
  const named = distro !== undefined && release !== undefined ? `${distro}/${release}` : path;
  const missing = release === undefined ? ['no file says which release the kernel is'] : [];
  if (arch === undefined) missing.push('no file says which architecture the kernel is for');
  const identity = {
    ...part.identity,
    id: id ?? named,
    release: release ?? UNKNOWN,
    version: version ?? UNKNOWN,
    arch: arch ?? UNKNOWN,
  };
  // Not by a pattern, which would read the callers that nobody has asked for yet.
  return Object.defineProperties({} as KernelSnapshot, {
    ...Object.getOwnPropertyDescriptors(part),
    identity: { value: identity, enumerable: true },
    notes: { value: [...part.notes, ...missing], enumerable: true },
  });
}
