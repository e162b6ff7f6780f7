import { defineRule } from '../../define-rule';
import { listNames } from '../../name-list';

/** The function is there, and those that called it go another way now. */
export default defineRule({
  id: 'function-bypassed',
  title: 'Most callers no longer come through the probed function',
  severity: 'warning',
  effect: 'incomplete',
  on: 'function',
  needs: ['callers'],
  messages: { bypassed: 'most of what called `{name}` no longer comes through it' },
  help: 'Look at what its callers call now, and probe that too.',
  check({ name, span, callers }, report) {
    if (callers.kind === 'fits' || callers.how !== 'bypassed') return;
    const { before, on, now, gone, instead } = callers;
    const fix = instead === undefined ? {} : { fix: `Probe \`${instead}\` too, which they call now.` };
    report(
      'bypassed',
      span,
      { name },
      { expected: before, expectedOn: on, actual: `${now}, no longer in ${listNames(gone)}`, ...fix },
    );
  },
});
