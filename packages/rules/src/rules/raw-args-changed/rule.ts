import { printType } from '@tracefit/model';
import { defineRule } from '../../define-rule';

/** The arguments of a raw tracepoint are those of the kernel's own code, and change with it. */
export default defineRule({
  id: 'raw-args-changed',
  title: 'The argument of the raw tracepoint is not what the script takes it for',
  severity: 'error',
  effect: 'wrong-data',
  on: 'arg',
  needs: ['fit', 'slots', 'agreement'],
  messages: {
    changed: '`{spelled}` of the raw tracepoint `{func}` is not `{expected}`',
    differs: '`{spelled}` of the raw tracepoint `{func}` is not the same thing on all these kernels',
  },
  help: "Read the field of the trace event's record, where it has one, or give each range of kernels its own probe.",
  check({ func, spelled, index, span, of, fit, slots, agreement }, report) {
    const param = slots[index];
    if (of !== 'raw_tracepoint' || !param) return;
    if (fit.kind === 'fits') {
      if (agreement.kind === 'agree') return;
      report('differs', span, { func, spelled }, { actual: `${spelled} = ${agreement.here}`, undecided: true });
      return;
    }
    const { expected, now } = fit;
    const there = `${spelled} = ${printType(param.type, param.name)}`;
    report(
      'changed',
      span,
      { func, spelled, expected: expected.text },
      {
        expected: expected.text,
        expectedOn: expected.on,
        actual: now ? `${there}; the ${now.name} is ${now.spelled}` : there,
        ...(now ? { fix: `Where the ${now.name} is \`${now.spelled}\`, read that.` } : {}),
      },
    );
  },
});
