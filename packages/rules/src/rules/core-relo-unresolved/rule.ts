import { defineRule } from '../../define-rule';

/** A compiled program reads something of the kernel's types that is not there. */
export default defineRule({
  id: 'core-relo-unresolved',
  title: 'A compiled program reads a member, type or constant that the kernel does not have',
  severity: 'error',
  effect: 'will-not-load',
  on: 'core_relo',
  needs: ['fit'],
  messages: { unresolved: '`{name}` cannot be relocated, and the program reads it without a test' },
  help: 'Test for it first (`bpf_core_field_exists`, `bpf_core_type_exists`), and read what the kernel has instead.',
  check({ name, span, fit, ifMissing }, report) {
    if (fit.kind !== 'unresolved') return;
    report('unresolved', span, { name }, { actual: fit.why, candidates: fit.near, ...ifMissing });
  },
});
