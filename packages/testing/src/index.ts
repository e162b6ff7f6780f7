export { damage } from './damage';
export { expectGolden } from './golden';
export { printTrace } from './print-trace';
export { seededRandom, type Random } from './random';
export { sourceFile } from './source-file';
export { testTraceFormat } from './test-trace-format';
export { wrongSpans } from './wrong-spans';
