import path from 'node:path';
import { UsageError } from '@tracefit/model';
import { storeWriter, writeStoreFile, type Store, type StoreWriter } from '@tracefit/signatures';
import type { Io } from '../io';
import { openOne, ownStores, storeFile } from '../kernels/open-kernels';
import { storeName } from '../kernels/store-name';

/** Where a store is made that was not named otherwise. */
const defaultDirectory = 'kernel-signatures';

/** Brotli's quality for a store that is written on the way: a quarter of the time of the best, and 7 % more bytes. */
const quality = 5;

/** A store that is written, as a file. */
export interface OwnStore {
  /** Absolute. */
  readonly file: string;
  /** As the user named it. */
  readonly name: string;
}

/** The store that `--store` names, or else `TRACEFIT_STORE`, or else the default one. */
export function findOwnStore(store: string | undefined, io: Io): OwnStore {
  const [name = defaultDirectory, ...others] = store === undefined ? ownStores([], io) : [store];
  if (others.length > 0) throw new UsageError('TRACEFIT_STORE names several stores, say which one with --store');
  // What is not there yet is made: a file where the name says so, otherwise a directory.
  const exists = io.fs.existsSync(path.resolve(io.cwd, name));
  const file = exists || name.endsWith('.tfs') ? storeFile(name, io) : path.resolve(io.cwd, name, storeName);
  return { file, name };
}

/** Opens it, which it must exist for. */
export function openOwnStore(own: OwnStore): Store {
  return openOne(own.file, own.name);
}

/**
 * Writes a new form of the store, in one step: its kernels, without those of `left`, and what `add` puts in.
 *
 * @returns the size in bytes
 */
export function rewriteStore(
  own: OwnStore,
  left: ReadonlySet<string>,
  add: (writer: StoreWriter) => void,
  io: Io,
): number {
  const writer = storeWriter({ quality });
  if (io.fs.existsSync(own.file)) {
    const store = openOwnStore(own);
    const kept = store.kernels.map(({ id }) => id).filter((id) => !left.has(id));
    writer.addStore(store, new Set(kept));
    store.close();
  }
  add(writer);
  const bytes = writer.finish();
  io.fs.mkdirSync(path.dirname(own.file), { recursive: true });
  writeStoreFile(own.file, bytes);
  return bytes.length;
}

/** The ids of the kernels a store has; none where it is not there yet. */
export function idsOf(own: OwnStore, io: Io): ReadonlySet<string> {
  if (!io.fs.existsSync(own.file)) return new Set();
  const store = openOwnStore(own);
  const ids = new Set(store.kernels.map(({ id }) => id));
  store.close();
  return ids;
}
