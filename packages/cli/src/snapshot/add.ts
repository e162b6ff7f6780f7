import { UsageError } from '@tracefit/model';
import { countWords, visibleText } from '@tracefit/reporters';
import type { SnapshotArgs } from '../commands/snapshot';
import { exitCode } from '../exit-code';
import type { Io } from '../io';
import { openOne, storeFile } from '../kernels/open-kernels';
import { catalogOf, writeCatalog } from './own-catalog';
import { findOwnStore, idsOf, rewriteStore } from './own-store';

/** Takes over all kernels of other stores. */
export function addStores({ names, options }: SnapshotArgs, io: Io): Promise<number> {
  if (names.length === 0) throw new UsageError('name the stores to take kernels from');
  const own = findOwnStore(options.store, io);
  const others = names.map((name) => ({ name, file: storeFile(name, io) }));
  const stores = others.map(({ file, name }) => openOne(file, name));
  const ids = new Set(stores.flatMap((store) => store.kernels.map(({ id }) => id)));
  const both = [...idsOf(own, io)].filter((id) => ids.has(id));
  if (both.length > 0 && !options.replace) {
    throw new UsageError(
      `the store has kernels of these ids, --replace puts the new ones in their place: ${both.join(' ')}`,
    );
  }
  const catalog = [own, ...others].flatMap((one) => catalogOf(one, io));
  const size = rewriteStore(own, ids, (writer) => stores.forEach((store) => writer.addStore(store)), io);
  for (const store of stores) store.close();
  writeCatalog(own, catalog, io);
  io.stdout.write(`${countWords(ids.size, 'kernel')} added to ${visibleText(own.name)}, ${size} bytes\n`);
  return Promise.resolve(exitCode.fits);
}
