import { defineRule } from '../../define-rule';

/** The kernel, or the tool on it, does not offer what the definition is written with. */
export default defineRule({
  id: 'feature-missing',
  title: 'The kernel does not offer what the definition is written with',
  severity: 'error',
  effect: 'will-not-load',
  on: 'requirement',
  needs: ['offered'],
  messages: { missing: 'the definition needs {what}' },
  help: 'Write it without that, or give the older kernels a definition of their own.',
  check({ what, span, offered }, report) {
    if (!offered) report('missing', span, { what }, { actual: 'not offered' });
  },
});
