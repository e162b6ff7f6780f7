export type { SourceFile, TraceFormat } from './trace-format';
