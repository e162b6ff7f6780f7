import type * as embedded from './bpf/embedded-objects';
import type { SourceFile } from './trace-format';

export { readTrace } from './read-trace';
export { traceFormats } from './registry';
export type { NestedReader, SourceFile, Tapset, TraceFormat } from './trace-format';

/** The definitions a binary file carries inside: compiled BPF objects, each to be read as `bpf-object`. */
export function embeddedTraces(file: SourceFile): readonly SourceFile[] {
  const { embeddedObjects } = require('./bpf/embedded-objects') as typeof embedded;
  return embeddedObjects(file);
}
