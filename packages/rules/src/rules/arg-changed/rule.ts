import { defineRule } from '../../define-rule';

/** The argument is there, but it is not what the script takes it for. */
export default defineRule({
  id: 'arg-changed',
  title: 'The argument is not what the script takes it for',
  severity: 'error',
  effect: 'wrong-data',
  on: 'arg',
  needs: ['fit', 'slots'],
  messages: {
    cast: '`{spelled}` of `{func}` is not a `{expected}`',
    declaration: '`{spelled}` of `{func}` is not the declared `{expected}`',
    string: '`{spelled}` of `{func}` is read as a string, which it is not',
    name: '`{spelled}` of `{func}` is not `{expected}`',
    written_for: '`{spelled}` of `{func}` is no longer `{expected}`',
  },
  help: 'Read the argument by its name where the tool can, or give each range of kernels its own probe.',
  check({ func, spelled, index, span, fit, slots }, report) {
    const param = slots[index];
    if (fit.kind === 'fits' || !param) return;
    const { expected, now } = fit;
    const values = { func, spelled, expected: expected.text };
    if (!now) {
      report(expected.by, span, values, { expected: expected.text });
      return;
    }
    const fix = `Read \`${now.spelled}\` there: it is the \`${now.name}\` now.`;
    report(expected.by, span, values, { expected: expected.text, fix });
  },
});
