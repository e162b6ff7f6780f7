export type { Address, AddressRange, ImageMemory, ImageSymbol, KernelImage } from './image/kernel-image';
export { readKernelImage } from './image/read-kernel-image';
export type { KernelFile, KernelSource, ReadContext } from './kernel-source';
export { readLiveSnapshot } from './live/read-live-snapshot';
export type { ReadLiveOptions } from './live/read-live-snapshot';
export type { ListedFact, SourcePart } from './parts/source-part';
export { readSnapshot } from './read-snapshot';
export type { ReadSnapshotOptions, SnapshotResult } from './read-snapshot';
export { kernelSources } from './registry';
