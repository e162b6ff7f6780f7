import { defineRule } from '../../define-rule';

/** What the rule finds, in one sentence. */
export default defineRule({
  id: '_template',
  title: 'The thing is not what it should be',
  severity: 'error',
  effect: 'wrong-data',
  on: 'arg',
  needs: ['slots'],
  messages: { missing: '`{func}` has no argument {number}' },
  help: 'What the person can do about it.',
  check({ func, index, span, slots }, report) {
    if (index >= slots.length) report('missing', span, { func, number: index + 1 });
  },
});
