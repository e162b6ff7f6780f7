import { defineRule } from '../../define-rule';

/** A thing that a locked script relies on is another one than when it was locked. */
export default defineRule({
  id: 'lock-differs',
  title: 'Something is not what it was when the script was locked',
  severity: 'error',
  effect: 'wrong-data',
  on: 'locked',
  needs: ['changes'],
  messages: { differs: 'the {thing} is not what it was when the script was locked' },
  help: 'See whether the script is still right there, mend it, and lock it anew.',
  check({ span, changes }, report) {
    for (const { thing, was, is } of changes) report('differs', span, { thing }, { expected: was, actual: is });
  },
});
