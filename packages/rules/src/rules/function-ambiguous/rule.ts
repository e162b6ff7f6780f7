import { defineRule } from '../../define-rule';

/** Several functions share the name; kernels differ in what they do about it. */
export default defineRule({
  id: 'function-ambiguous',
  title: 'Several functions have the probed name',
  severity: 'warning',
  effect: 'incomplete',
  on: 'function',
  needs: ['ambiguity'],
  messages: {
    refused: 'several functions are named `{name}`, and the kernel refuses to choose',
    first: 'several functions are named `{name}`, and only the first is probed, without a word',
  },
  help: 'Probe a function with a name of its own, for example one that calls it.',
  check({ name, span, ambiguity, ifMissing }, report) {
    if (ambiguity.copies < 2 || ambiguity.kernel === 'takes_all') return;
    const actual = `${ambiguity.copies} functions of that name`;
    if (ambiguity.kernel === 'refuses') report('refused', span, { name }, { actual, ...ifMissing });
    else report('first', span, { name }, { actual });
  },
});
