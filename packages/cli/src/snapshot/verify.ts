import { UsageError } from '@tracefit/model';
import { countWords, visibleText } from '@tracefit/reporters';
import { verifyStore as checkStore } from '@tracefit/signatures';
import type { SnapshotArgs } from '../commands/snapshot';
import { exitCode } from '../exit-code';
import type { Io } from '../io';
import { catalogOf } from './own-catalog';
import { findOwnStore, openOwnStore } from './own-store';

/** Reads all there is in a store, so that every checksum is looked at, and holds the catalogue against it. */
export function verifyStore({ names, options }: SnapshotArgs, io: Io): Promise<number> {
  if (names.length > 0) throw new UsageError(`the store is named with --store: ${names.join(' ')}`);
  const own = findOwnStore(options.store, io);
  const store = openOwnStore(own);
  try {
    checkStore(store);
  } finally {
    store.close();
  }
  const listed = new Set(catalogOf(own, io).map(({ id }) => id));
  for (const { id } of store.kernels) {
    if (!listed.has(id)) io.stdout.write(`not in the catalogue: ${visibleText(id)}\n`);
  }
  io.stdout.write(`${visibleText(own.name)}: ${countWords(store.kernels.length, 'kernel')}, undamaged\n`);
  return Promise.resolve(exitCode.fits);
}
