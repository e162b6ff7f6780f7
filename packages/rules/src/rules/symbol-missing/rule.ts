import { defineRule } from '../../define-rule';

/** The script names a symbol that the kernel does not have. */
export default defineRule({
  id: 'symbol-missing',
  title: 'A symbol the script names does not exist',
  severity: 'error',
  effect: 'will-not-load',
  on: 'symbol',
  needs: ['presence'],
  messages: { missing: 'the symbol `{name}` does not exist' },
  help: 'Use a symbol that exists on every target, or guard the use.',
  check({ name, span, presence, ifMissing }, report) {
    if (presence === 'missing') report('missing', span, { name }, { actual: 'not there', ...ifMissing });
  },
});
