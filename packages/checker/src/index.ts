export { checkTraces, type CheckOptions } from './check-traces';
export { ambiguity, attachability } from './attachability/attachability';
export type { Fact } from './fact';
export { compareVersions } from './kernel-order';
export {
  applySuppressions,
  type ConfiguredSuppression,
  type SuppressionOptions,
} from './suppressions/apply-suppressions';
export { surfaceDiff } from './diff/surface-diff';
export { usedEntries } from './diff/used-by';
export { withCandidates } from './diff/with-candidates';
export { dependenciesOf } from './dependencies/dependencies-of';
export { hookedFunctions } from './hooked/hooked-functions';
export { lockedThings, withLock } from './dependencies/locked-things';
