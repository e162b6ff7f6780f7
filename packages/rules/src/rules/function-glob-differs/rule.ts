import { defineRule } from '../../define-rule';

/** How many of the names are said. */
const most = 3;

/** A pattern no longer matches functions that it matched on the kernel the script was written for. */
export default defineRule({
  id: 'function-glob-differs',
  title: 'The pattern matches fewer functions than where the script was written',
  severity: 'warning',
  effect: 'incomplete',
  on: 'function',
  needs: ['pattern'],
  messages: { lost: '`{name}` no longer matches all that it matched on the kernel the script was written for' },
  help: 'Look what became of them with `tracefit show`, and add what took their place.',
  check({ name, span, pattern }, report) {
    if (pattern.kind !== 'differs') return;
    const { lost, all, on } = pattern;
    const named = lost.slice(0, most).map((each) => `\`${each}\``);
    const rest = lost.length > most ? ` and ${lost.length - most} others` : '';
    report(
      'lost',
      span,
      { name },
      { expected: `${all} functions`, expectedOn: on, actual: `without ${named.join(', ')}${rest}` },
    );
  },
});
