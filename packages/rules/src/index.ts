export { defineRule, type Details, type Reporter, type Rule, type RuleDefinition, type RuleOn } from './define-rule';
export { fillMessage } from './message';
export { rules } from './registry';
export * from './facts';
export * from './subjects';
export { withSeverities } from './with-severities';
