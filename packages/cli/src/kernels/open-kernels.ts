import path from 'node:path';
import { UsageError } from '@tracefit/model';
import { mergeStores, openStoreFile, type KernelShelf, type Store } from '@tracefit/signatures';
import { isSystemError } from '../inputs/system-error';
import type { Io } from '../io';
import { storeName } from './store-name';

/** Whether there is any store to open. */
export function hasKernels(stores: readonly string[], io: Io): boolean {
  return ownStores(stores, io).length > 0 || hasBundled(io);
}

/**
 * The bundled kernels with those of the user's stores: of `--store`, or else of `TRACEFIT_STORE`. Of two kernels with
 * one id the user's counts.
 *
 * @throws UsageError where a store is not there, FormatError where it is damaged
 */
export function openKernels(stores: readonly string[], io: Io): KernelShelf {
  const shelves = ownStores(stores, io).map((name) => openOne(storeFile(name, io), name));
  if (hasBundled(io)) shelves.unshift(openOne(io.bundledStore, io.bundledStore));
  if (shelves.length > 0) return mergeStores(shelves);
  throw new UsageError(
    'the bundled kernels (@tracefit/kernel-signatures) are not there, name a kernel file with --target or a store with --store',
  );
}

function hasBundled(io: Io): io is Io & { readonly bundledStore: string } {
  return io.bundledStore !== undefined && io.fs.existsSync(io.bundledStore);
}

/** The names of the user's stores, as given. */
export function ownStores(stores: readonly string[], io: Io): readonly string[] {
  if (stores.length > 0) return stores;
  return (io.env['TRACEFIT_STORE'] ?? '').split(path.delimiter).filter((name) => name !== '');
}

/** The file of a store that was named by its directory or by itself. */
export function storeFile(name: string, io: Io): string {
  const at = path.resolve(io.cwd, name);
  const isDirectory = io.fs.statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isDirectory ? path.join(at, storeName) : at;
}

/**
 * Opens the store in `file`, which the user called `name`.
 *
 * @throws UsageError where there is none, FormatError, which names the file, where it is damaged
 */
export function openOne(file: string, name: string): Store {
  try {
    return openStoreFile(file);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') {
      throw new UsageError(`no signature store (${storeName}) there: ${name}`);
    }
    throw error;
  }
}
