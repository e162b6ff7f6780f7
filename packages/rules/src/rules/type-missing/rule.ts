import { defineRule } from '../../define-rule';

/** The script names a type that the kernel does not have. */
export default defineRule({
  id: 'type-missing',
  title: 'A type the script names does not exist',
  severity: 'error',
  effect: 'will-not-load',
  on: 'type',
  needs: ['presence'],
  messages: { missing: '`{name}` does not exist' },
  help: 'Guard the use by a test for the type, or give each range of kernels its own probe.',
  check({ name, span, presence, nearest, ifMissing }, report) {
    if (presence === 'there') return;
    const candidates = nearest();
    const best = candidates[0];
    const fix = best ? { fix: `Look at \`${best.name}\`, which may have taken its place.` } : {};
    report('missing', span, { name }, { actual: 'not there', candidates, ...fix, ...ifMissing });
  },
});
