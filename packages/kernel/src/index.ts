export type { KernelFile, KernelSource, ReadContext } from './kernel-source';
