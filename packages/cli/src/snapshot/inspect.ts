import { UsageError } from '@tracefit/model';
import { selectTargets, storeSnapshot } from '@tracefit/signatures';
import type { SnapshotArgs } from '../commands/snapshot';
import { exitCode } from '../exit-code';
import type { Io } from '../io';
import { describeSnapshot } from './describe-snapshot';
import { findOwnStore, openOwnStore } from './own-store';

/** Says what a store knows of its kernels, or of those a query selects. */
export function inspectSnapshots({ names, options }: SnapshotArgs, io: Io): Promise<number> {
  const [query, ...others] = names;
  if (others.length > 0) throw new UsageError(`one query at a time, terms separated by commas: ${names.join(' ')}`);
  const store = openOwnStore(findOwnStore(options.store, io));
  const kernels = query === undefined ? store.kernels : selectTargets(query, store.kernels);
  for (const { id } of kernels) {
    const snapshot = storeSnapshot(store, id);
    if (snapshot) io.stdout.write(describeSnapshot(snapshot));
  }
  store.close();
  return Promise.resolve(exitCode.fits);
}
