import type * as PrintCatalog from './catalog/print-catalog';
import type * as ReadCatalog from './catalog/read-catalog';
import type * as Differences from './store/kernel-differences';
import type * as StoreSnapshot from './store/store-snapshot';
import type * as StoreWriter from './store/store-writer';
import type * as VerifyStore from './store/verify-store';
import type * as SelectTargets from './targets/select-targets';

export {
  type Catalog,
  catalogKernel,
  type CatalogCounts,
  type CatalogKernel,
  type CatalogSource,
} from './catalog/catalog';
export { openStoreFile, writeStoreFile } from './files/store-file';
export { mergeStores } from './store/merge-stores';
export { bytesSource, type PageSource } from './store/page-source';
export { type KernelShelf, openStore, type Store } from './store/store';
export type { Fleets, OutsideKernel } from './targets/target-query';
export type { TargetContext } from './targets/select-targets';
export type { StoreOptions, StoreWriter } from './store/store-writer';

// A look-up needs none of what follows: it is loaded when it is first called.

export const canonicalSnapshot: typeof StoreSnapshot.canonicalSnapshot = (snapshot) =>
  (require('./store/store-snapshot') as typeof StoreSnapshot).canonicalSnapshot(snapshot);

export const storeSnapshot: typeof StoreSnapshot.storeSnapshot = (store, id) =>
  (require('./store/store-snapshot') as typeof StoreSnapshot).storeSnapshot(store, id);

export const kernelDifferences: typeof Differences.kernelDifferences = (before, after, snapshotOf) =>
  (require('./store/kernel-differences') as typeof Differences).kernelDifferences(before, after, snapshotOf);

export const verifyStore: typeof VerifyStore.verifyStore = (store) => {
  (require('./store/verify-store') as typeof VerifyStore).verifyStore(store);
};

export const storeWriter: typeof StoreWriter.storeWriter = (options) =>
  (require('./store/store-writer') as typeof StoreWriter).storeWriter(options);

export const writeStore: typeof StoreWriter.writeStore = (snapshots, options) =>
  (require('./store/store-writer') as typeof StoreWriter).writeStore(snapshots, options);

export const selectTargets: typeof SelectTargets.selectTargets = (query, kernels, context) =>
  (require('./targets/select-targets') as typeof SelectTargets).selectTargets(query, kernels, context);

export const outsideKernels: typeof SelectTargets.outsideKernels = (query, fleets) =>
  (require('./targets/select-targets') as typeof SelectTargets).outsideKernels(query, fleets);

export const readCatalog: typeof ReadCatalog.readCatalog = (text) =>
  (require('./catalog/read-catalog') as typeof ReadCatalog).readCatalog(text);

export const printCatalog: typeof PrintCatalog.printCatalog = (catalog) =>
  (require('./catalog/print-catalog') as typeof PrintCatalog).printCatalog(catalog);
