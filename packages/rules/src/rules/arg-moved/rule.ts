import { printType } from '@tracefit/model';
import { defineRule } from '../../define-rule';

/** The argument the script was written with is there, at another place. */
export default defineRule({
  id: 'arg-moved',
  title: 'The argument the script was written with is at another place',
  severity: 'error',
  effect: 'wrong-data',
  on: 'arg',
  needs: ['fit', 'slots'],
  messages: { moved: '`{spelled}` of `{func}` is not `{expected}`, which is at another place' },
  help: 'Read the argument by its name where the tool can, or give each range of kernels its own probe.',
  check({ func, spelled, index, span, of, fit, slots }, report) {
    const param = slots[index];
    // Only the kernel a script was written for says which argument it means; a mere type is for arg-changed.
    if (fit.kind === 'fits' || fit.expected.by !== 'written_for' || !param || !fit.now) return;
    if (of === 'raw_tracepoint') return;
    const { expected, now } = fit;
    report(
      'moved',
      span,
      { func, spelled, expected: expected.text },
      {
        expected: expected.text,
        expectedOn: expected.on,
        actual: `${spelled} = ${printType(param.type, param.name)}; the ${now.name} is ${now.spelled}`,
        edit: { from: spelled, to: now.spelled },
        fix: `Where the ${now.name} is \`${now.spelled}\`, read that, or read it by its name where the tool can.`,
      },
    );
  },
});
