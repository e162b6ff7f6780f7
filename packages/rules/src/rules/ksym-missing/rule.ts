import { defineRule } from '../../define-rule';

/** A compiled program is linked with a function or variable that the kernel does not have. */
export default defineRule({
  id: 'ksym-missing',
  title: 'A compiled program is linked with a symbol the kernel does not have',
  severity: 'error',
  effect: 'will-not-load',
  on: 'ksym',
  needs: ['presence'],
  messages: {
    function: 'the kernel function `{name}` the program calls does not exist',
    variable: 'the kernel symbol `{name}` the program is linked with does not exist',
  },
  help: 'Declare it `__weak` and test it (`bpf_ksym_exists`) before it is used.',
  check({ name, span, call, presence, ifMissing }, report) {
    if (presence === 'missing')
      report(call ? 'function' : 'variable', span, { name }, { actual: 'not there', ...ifMissing });
  },
});
