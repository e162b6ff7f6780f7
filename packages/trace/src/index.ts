export { readTrace } from './read-trace';
export { traceFormats } from './registry';
export type { SourceFile, TraceFormat } from './trace-format';
