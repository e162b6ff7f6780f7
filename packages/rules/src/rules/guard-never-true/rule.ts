import { defineRule } from '../../define-rule';

/** What a test asks for is on no kernel at hand, and something with nearly the same name is. */
export default defineRule({
  id: 'guard-never-true',
  title: 'The test asks for something that no kernel has',
  severity: 'warning',
  effect: 'incomplete',
  on: 'guard',
  needs: ['holds'],
  messages: { never: 'the test whether {test} holds on no kernel at hand' },
  help: 'Look at how the name is spelled.',
  check({ test, span, holds, meant }, report) {
    const near = holds === 'nowhere' ? meant() : undefined;
    if (near === undefined) return;
    report('never', span, { test }, { actual: `there is \`${near}\``, fix: `Ask for \`${near}\`, if that is meant.` });
  },
});
