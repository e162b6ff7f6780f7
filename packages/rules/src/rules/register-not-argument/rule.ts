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
    const fix = `The arguments are in ${registers.join(', ')}, in this order.`;
    report('wrong', span, { func, spelled }, { actual: 'whatever was left in it', fix });
  },
});
