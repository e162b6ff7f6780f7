import { defineRule } from '../../define-rule';

/** Nothing says what the script takes the argument for, and the kernels do not agree about what it is. */
export default defineRule({
  id: 'arg-differs',
  title: 'The argument is not the same thing on all the kernels',
  severity: 'error',
  effect: 'wrong-data',
  on: 'arg',
  needs: ['agreement'],
  messages: { differs: '`{spelled}` of `{func}` is not the same thing on all these kernels' },
  help: 'Say with `--written-for` which kernel the script is right on, or read the argument by its name where the tool can.',
  check({ func, spelled, span, of, agreement }, report) {
    if (agreement.kind === 'agree' || of === 'raw_tracepoint') return;
    report('differs', span, { func, spelled }, { actual: `${spelled} = ${agreement.here}`, undecided: true });
  },
});
