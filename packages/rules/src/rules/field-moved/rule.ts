import { defineRule } from '../../define-rule';

/** The member is in a struct inside the one the script looks in. */
export default defineRule({
  id: 'field-moved',
  title: 'A member the script reads is at another path',
  severity: 'error',
  effect: 'will-not-load',
  on: 'field',
  needs: ['walk'],
  messages: { moved: '`{inside}` has no member `{member}` of its own' },
  help: 'Guard the read by a test for the member, or give each range of kernels its own probe.',
  check({ walk, ifMissing }, report) {
    if (walk.kind !== 'stopped' || !walk.movedTo) return;
    const { member, inside, place, near, movedTo } = walk;
    const actual = `it is \`${movedTo}\` there`;
    const fix = `Read \`${movedTo}\`, where that is there.`;
    report('moved', place, { inside, member }, { actual, candidates: near, fix, ...ifMissing });
  },
});
