import { printType } from '@tracefit/model';
import { defineRule } from '../../define-rule';

/** The function returns something else than the script takes it for. */
export default defineRule({
  id: 'retval-changed',
  title: 'The function returns something else',
  severity: 'error',
  effect: 'wrong-data',
  on: 'retval',
  needs: ['returned', 'fit'],
  messages: {
    changed: '`{func}` does not return `{expected}`, which `{spelled}` is read as',
    differs: '`{func}` does not return the same thing on all these kernels, and `{spelled}` is read as one',
  },
  help: 'Give each range of kernels its own probe.',
  check({ func, spelled, span, returned, fit }, report) {
    const actual = `it returns ${printType(returned)}`;
    if (fit.kind === 'disagree') report('differs', span, { func, spelled }, { actual, undecided: true });
    if (fit.kind !== 'differs') return;
    const { expected, on } = fit;
    report('changed', span, { func, spelled, expected }, { actual, expected, expectedOn: on });
  },
});
