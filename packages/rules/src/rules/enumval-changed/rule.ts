import { defineRule } from '../../define-rule';

/** The script has a number of its own for a constant of the kernel, which has another one. */
export default defineRule({
  id: 'enumval-changed',
  title: 'A constant has another number than the script takes it for',
  severity: 'error',
  effect: 'wrong-data',
  on: 'enumval',
  needs: ['value', 'fit'],
  messages: {
    changed: '`{name}` is not {expected}',
    means: '`{name}` does not mean `{expected}`',
    meansDifferent: '`{name}` does not mean the same on all these kernels',
    differs: '`{name}` is not the same number on all these kernels, and the one it was compiled with stays',
  },
  help: "Take the number from the kernel: the constant's own name in bpftrace and BCC, `bpf_core_enum_value(enum ..., NAME)` in a libbpf program.",
  check({ name, span, value, fit, byNumber }, report) {
    if (byNumber) {
      if (fit.kind === 'disagree') report('meansDifferent', span, { name }, { actual: value, undecided: true });
      if (fit.kind === 'differs') {
        const { expected, on } = fit;
        const fix = `Write \`${expected}\` in place of the number: bpftrace and BCC take it from the kernel, a libbpf program with \`bpf_core_enum_value\`.`;
        report(
          'means',
          span,
          { name, expected },
          { expected: `${expected} = ${name}`, expectedOn: on, actual: value, fix },
        );
      }
      return;
    }
    const actual = `${name} = ${value}`;
    if (fit.kind === 'disagree') report('differs', span, { name }, { actual, undecided: true });
    if (fit.kind !== 'differs') return;
    const { expected, on } = fit;
    report('changed', span, { name, expected }, { expected: `${name} = ${expected}`, expectedOn: on, actual });
  },
});
