export { checkTraces, type CheckOptions } from './check-traces';
export { ambiguity, attachability } from './attachability/attachability';
export type { Fact } from './fact';
export { compareVersions } from './kernel-order';
