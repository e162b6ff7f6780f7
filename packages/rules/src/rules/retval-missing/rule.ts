import { defineRule } from '../../define-rule';

/** The probe reads what a function returns that returns nothing. */
export default defineRule({
  id: 'retval-missing',
  title: 'The function returns nothing',
  severity: 'error',
  effect: 'wrong-data',
  on: 'retval',
  needs: ['returned'],
  messages: { missing: '`{func}` returns nothing, and `{spelled}` reads what happens to be in the register' },
  help: 'Drop the value; what the function did can be read from the things it was given.',
  check({ func, spelled, span, returned, ifMissing }, report) {
    if (returned.kind === 'void') report('missing', span, { func, spelled }, ifMissing);
  },
});
