import { UsageError } from '@tracefit/model';
import type { ReadContext } from '../kernel-source';
import { identify } from '../read-snapshot';
import type { SnapshotResult } from '../read-snapshot';
import { readSystem } from '../system/read-system';
import { liveSystem } from './live-system';

export interface ReadLiveOptions {
  readonly progress?: ((what: string) => void) | undefined;
  /** Where the system's `/` is; `/` if not given. */
  readonly root?: string | undefined;
}

const MAX_UNPACKED = 1 << 30;

/**
 * Reads the running kernel as far as it lets this user. What it does not show is read from its boot image where that can be read;
 * what then is still not known becomes a note with the reason.
 * @throws UsageError where neither types nor symbols can be read
 */
export async function readLiveSnapshot(options: ReadLiveOptions = {}): Promise<SnapshotResult> {
  const context: ReadContext = { progress: options.progress ?? (() => undefined), maxUnpacked: MAX_UNPACKED };
  const system = liveSystem(options.root ?? '/');
  const { part, disagreements, isEmpty } = await readSystem(system, 'the running kernel', context);
  if (isEmpty) throw new UsageError(`nothing can be read of the running kernel (${part.notes.join('; ')})`);
  return { snapshot: identify(part, 'running', 'running'), disagreements: [...disagreements] };
}
