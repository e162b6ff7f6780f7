import { defineRule } from '../../define-rule';

/** The script names an enum constant that the kernel does not have. */
export default defineRule({
  id: 'enumval-missing',
  title: 'An enum constant the script names does not exist',
  severity: 'error',
  effect: 'will-not-load',
  on: 'enumval',
  needs: ['presence'],
  messages: { missing: 'the constant `{name}` does not exist' },
  help: 'Use a constant that exists on every target, or guard the use.',
  check({ name, span, presence, ifMissing }, report) {
    if (presence === 'missing') report('missing', span, { name }, { actual: 'not there', ...ifMissing });
  },
});
