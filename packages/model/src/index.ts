export * from './c-type';
export * from './kernel-facts';
export type { KernelSnapshot, SnapshotPart } from './kernel-snapshot';
export * from './report';
export type { Span } from './span';
export * from './trace';
export { UsageError } from './usage-error';
export type { Kernel } from './kernel';
export { snapshotKernel } from './snapshot-kernel';
