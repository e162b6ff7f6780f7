import { printType } from '@tracefit/model';
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
  check({ func, spelled, index, span, of, fit, slots }, report) {
    const param = slots[index];
    // What was written for a kernel and is at another place is told by arg-moved; of raw tracepoints everything by
    // raw-args-changed.
    if (fit.kind === 'fits' || !param || of === 'raw_tracepoint') return;
    const { expected, now } = fit;
    if (now && expected.by === 'written_for') return;
    const values = { func, spelled, expected: expected.text };
    const there = `${spelled} = ${printType(param.type, param.name)}`;
    const wanted = { expected: expected.text, expectedOn: expected.on };
    if (!now) {
      report(expected.by, span, values, { ...wanted, actual: there });
      return;
    }
    report(expected.by, span, values, {
      ...wanted,
      actual: `${there}; the ${now.name} is now ${now.spelled}`,
      // The only text among the arguments need not be the one that is meant.
      ...(expected.by === 'string' ? {} : { edit: { from: spelled, to: now.spelled } }),
      fix: `Where the ${now.name} is \`${now.spelled}\`, read that, or read it by its name where the tool can.`,
    });
  },
});
