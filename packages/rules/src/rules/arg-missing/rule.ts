import { defineRule } from '../../define-rule';

/** The probe reads an argument the function does not have, and gets whatever is in that register. */
export default defineRule({
  id: 'arg-missing',
  title: 'The probe reads an argument the function does not have',
  severity: 'error',
  effect: 'wrong-data',
  on: 'arg',
  needs: ['proto', 'slots'],
  messages: {
    missing: '`{func}` has no argument {number}, which `{spelled}` reads',
    byNumber: '`{func}` has no argument {number}',
  },
  help: 'Read the value from an argument or a member that exists on every target.',
  check({ func, spelled, index, span, slots, proto, counted, ifMissing }, report) {
    if (index < slots.length || (proto.variadic === true && !counted)) return;
    // Some languages count arguments in no words of their own.
    const message = spelled === `argument ${index + 1}` ? 'byNumber' : 'missing';
    report(message, span, { func, spelled, number: index + 1 }, ifMissing);
  },
});
