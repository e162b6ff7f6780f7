import { defineRule } from '../../define-rule';

/** What the script does where a test comes out so does not fit the kernel, and what it would do otherwise fits. */
export default defineRule({
  id: 'guard-picks-wrong-branch',
  title: 'The test takes the branch that does not fit, while another one would',
  severity: 'error',
  effect: 'wrong-data',
  on: 'branch',
  needs: ['fit'],
  messages: { wrong: 'the test whether {test} takes the branch that does not fit, and another one would' },
  help: 'Test the thing itself that differs, not another one that changed at about the same time.',
  check({ test, span, fit }, report) {
    if (fit.kind !== 'other_fits') return;
    const { broken, line, near } = fit;
    const { expected, actual, severity, effect } = broken;
    const how = near.length > 0 ? ', by what they have in place of what it looks for' : '';
    report(
      'wrong',
      span,
      { test },
      {
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
        severity,
        effect,
        candidates: near,
        fix: `Make the test choose what line ${line} reads on these kernels too${how}.`,
      },
    );
  },
});
