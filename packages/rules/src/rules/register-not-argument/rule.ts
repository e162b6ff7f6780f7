import { defineRule } from '../../define-rule';

/** The probe reads a register that holds no argument when a function is entered. */
export default defineRule({
  id: 'register-not-argument',
  title: 'The register holds no argument at the entry of a function',
  severity: 'error',
  effect: 'wrong-data',
  on: 'register',
  needs: ['holds'],
  messages: { wrong: '`{spelled}` holds no argument at the entry of `{func}`' },
  help: 'Read the argument by its number or name where the tool can, or by the register that holds it.',
  check({ func, spelled, span, holds, arguments: registers }, report) {
    if (holds === 'argument') return;
    const isAbsent = holds === 'no such register';
    const fix = `The arguments are in ${registers.join(', ')}, in this order.`;
    const actual = isAbsent ? 'there is no such register, and the kernel refuses the probe' : 'whatever was left in it';
    report('wrong', span, { func, spelled }, { actual, fix, ...(isAbsent ? { effect: 'will-not-load' } : {}) });
  },
});
