import { UsageError } from '@tracefit/model';
import type { KernelFile, KernelSource } from '../kernel-source';
import type { KernelArchive } from '../kernel-tree';
import { kernelArchives, kernelSources } from '../registry';

/** What opens a file that holds others; `undefined` where it is none. */
export function detectArchive(file: KernelFile): KernelArchive | undefined {
  return kernelArchives.find((each) => each.detect(file));
}

/** @throws UsageError where no source reads it */
export function detectSource(file: KernelFile): KernelSource {
  if (file.bytes.length === 0) throw new UsageError(`the file is empty: ${file.path}`);
  const source = kernelSources.find((each) => each.detect(file));
  if (source) return source;
  const known = [...kernelSources, ...kernelArchives].map((each) => each.title).join(', ');
  throw new UsageError(`this is no kernel file that can be read, which are ${known}: ${file.path}`);
}
