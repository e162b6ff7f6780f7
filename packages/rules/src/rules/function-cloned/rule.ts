import { defineRule } from '../../define-rule';

/** The compiler left only copies of the function, under names of their own. */
export default defineRule({
  id: 'function-cloned',
  title: 'Only copies that the compiler made of the probed function are left',
  severity: 'error',
  effect: 'will-not-load',
  on: 'function',
  needs: ['presence'],
  messages: { cloned: '`{name}` does not exist, only copies that the compiler made of it' },
  help: 'Probe a function that calls it, or the copy by its full name; a copy may take other arguments.',
  check({ name, span, presence, ifMissing, lost, instead }, report) {
    if (presence.kind !== 'clones_only' || lost) return;
    const candidates = presence.clones.map((clone) => ({ name: clone, score: 0.5 }));
    const actual = `only ${presence.clones.map((clone) => `\`${clone}\``).join(', ')} is left`;
    const event = instead();
    const fix = event === undefined ? {} : { fix: event };
    report('cloned', span, { name }, { actual, candidates, ...fix, ...ifMissing });
  },
});
