import { defineRule } from '../../define-rule';

/** The function is in the source of the kernel, and the compiler left no copy of it. */
export default defineRule({
  id: 'function-inlined',
  title: 'The compiler took the probed function into its callers',
  severity: 'error',
  effect: 'will-not-load',
  on: 'function',
  needs: ['presence'],
  messages: { inlined: '`{name}` exists in the source only: the compiler took it into its callers' },
  help: 'Probe a function that calls it, or one that it calls.',
  check({ name, span, presence, ifMissing, lost, nearest, instead }, report) {
    if (presence.kind !== 'inlined' || lost) return;
    const event = instead();
    const fix = event === undefined ? {} : { fix: event };
    const actual = 'in BTF, not among the symbols';
    report('inlined', span, { name }, { actual, candidates: nearest(), ...fix, ...ifMissing });
  },
});
