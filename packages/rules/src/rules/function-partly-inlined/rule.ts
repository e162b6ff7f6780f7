import { defineRule } from '../../define-rule';
import { listNames } from '../../name-list';

/** The function is there, and the compiler took it into most of those that called it. */
export default defineRule({
  id: 'function-partly-inlined',
  title: 'The compiler took the probed function into most of its callers',
  severity: 'warning',
  effect: 'incomplete',
  on: 'function',
  needs: ['callers'],
  messages: { inlined: 'the compiler took `{name}` into most of what called it' },
  help: 'Probe a function that it calls, or those that call it.',
  check({ name, span, callers }, report) {
    if (callers.kind === 'fits' || callers.how !== 'inlined') return;
    const { before, on, now, gone } = callers;
    report(
      'inlined',
      span,
      { name },
      { expected: before, expectedOn: on, actual: `${now}, no longer in ${listNames(gone)}` },
    );
  },
});
