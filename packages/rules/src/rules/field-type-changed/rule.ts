import { defineRule } from '../../define-rule';

/** The member is where the script looks for it, and holds another kind of thing. */
export default defineRule({
  id: 'field-type-changed',
  title: 'A member the script reads holds another kind of thing',
  severity: 'error',
  effect: 'wrong-data',
  on: 'field',
  needs: ['fit', 'type'],
  messages: {
    changed: '`{path}` is not `{expected}`',
    differs: '`{path}` is not the same kind of thing on all these kernels',
  },
  help: 'Test the type before it is read, or give each range of kernels its own probe.',
  check({ span, path, type, fit }, report) {
    if (fit.kind === 'disagree') report('differs', span, { path }, { actual: type, undecided: true });
    if (fit.kind !== 'differs') return;
    const { expected, on } = fit;
    report('changed', span, { path, expected }, { actual: type, expected, expectedOn: on });
  },
});
