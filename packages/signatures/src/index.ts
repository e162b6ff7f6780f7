export { openStoreFile, writeStoreFile } from './files/store-file';
export { mergeStores } from './store/merge-stores';
export { bytesSource, type PageSource } from './store/page-source';
export { type KernelShelf, openStore, type Store } from './store/store';
export { canonicalSnapshot, storeSnapshot } from './store/store-snapshot';
export { type StoreOptions, type StoreWriter, storeWriter, writeStore } from './store/store-writer';
export { selectTargets } from './targets/select-targets';
