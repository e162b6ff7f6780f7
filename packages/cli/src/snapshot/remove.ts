import { UsageError } from '@tracefit/model';
import { countWords, visibleText } from '@tracefit/reporters';
import { didYouMean } from '../args/did-you-mean';
import type { SnapshotArgs } from '../commands/snapshot';
import { exitCode } from '../exit-code';
import type { Io } from '../io';
import { catalogOf, writeCatalog } from './own-catalog';
import { findOwnStore, idsOf, rewriteStore } from './own-store';

/** Takes kernels out of a store. */
export function removeSnapshots({ names, options }: SnapshotArgs, io: Io): Promise<number> {
  if (names.length === 0) throw new UsageError('name the kernels to take out, by their ids');
  const own = findOwnStore(options.store, io);
  const ids = idsOf(own, io);
  for (const name of names) {
    if (!ids.has(name)) throw new UsageError(`no such kernel in the store${didYouMean(name, [...ids])}: ${name}`);
  }
  const catalog = catalogOf(own, io);
  const size = rewriteStore(own, new Set(names), () => undefined, io);
  writeCatalog(own, catalog, io);
  io.stdout.write(`${countWords(names.length, 'kernel')} taken out of ${visibleText(own.name)}, ${size} bytes left\n`);
  return Promise.resolve(exitCode.fits);
}
