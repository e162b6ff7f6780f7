import { defineRule } from '../../define-rule';

/** The probe is on a system call that the kernel does not have, and others do. */
export default defineRule({
  id: 'syscall-missing',
  title: 'The kernel does not have the system call',
  severity: 'error',
  effect: 'will-not-load',
  on: 'syscall',
  needs: ['presence'],
  messages: { missing: 'there is no system call `{name}`' },
  help: 'Probe the call that programs use in its place there, or let the probe be left out where the tool can.',
  check({ name, span, presence, ifMissing }, report) {
    if (presence === 'missing') report('missing', span, { name }, { actual: 'not there', ...ifMissing });
  },
});
