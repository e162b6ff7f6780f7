import { defineRule } from '../../define-rule';

/** A member the script reads is not where the script looks for it. */
export default defineRule({
  id: 'field-missing',
  title: 'A member the script reads is not there',
  severity: 'error',
  effect: 'will-not-load',
  on: 'field',
  needs: ['walk'],
  messages: { missing: '`{inside}` has no member `{member}`' },
  help: 'Guard the read by a test for the member, or give each range of kernels its own probe.',
  check({ walk, ifMissing }, report) {
    // Where it is known to be at another path, field-moved says so.
    if (walk.kind !== 'stopped' || walk.movedTo !== undefined) return;
    const { member, inside, place, near } = walk;
    const best = near.find((candidate) => candidate.score >= 0.5);
    const fix = best ? { fix: `Look at \`${best.name}\`.` } : {};
    report('missing', place, { inside, member }, { actual: 'not there', candidates: near, ...fix, ...ifMissing });
  },
});
