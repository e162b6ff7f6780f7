import { defineRule } from '../../define-rule';

/** However a test comes out, what the script then does does not fit the kernel. */
export default defineRule({
  id: 'no-branch-fits',
  title: 'None of the branches of a test fits',
  severity: 'error',
  effect: 'will-not-load',
  on: 'branch',
  needs: ['fit'],
  messages: { none: 'none of the branches of the test whether {test} fits' },
  help: 'Add a branch for these kernels.',
  check({ test, span, fit }, report) {
    if (fit.kind !== 'none_fits') return;
    const { broken, others } = fit;
    const { message, expected, actual, severity, effect, candidates } = broken;
    const all = [...new Set([message, ...others])].join('; ');
    report(
      'none',
      span,
      { test },
      {
        ...(expected === undefined ? {} : { expected }),
        // That it is not there was said already; what is there instead was not.
        actual: expected === undefined || actual === undefined ? all : `${all}; ${actual}`,
        severity,
        effect,
        candidates,
      },
    );
  },
});
