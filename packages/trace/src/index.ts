export { readTrace } from './read-trace';
export { traceFormats } from './registry';
export type { NestedReader, SourceFile, TraceFormat } from './trace-format';
