export { damage } from './damage';
export { expectGolden } from './golden';
export { kernel, type KernelOptions } from './kernel';
export { printTrace } from './print-trace';
export { seededRandom, type Random } from './random';
export { sourceFile } from './source-file';
export { checkCase, printFinding, testRule, type RuleCase } from './test-rule';
export { testTraceFormat } from './test-trace-format';
export { wrongSpans } from './wrong-spans';
