import { defineRule } from '../../define-rule';

/** The field is there under its name, and holds another kind of thing. */
export default defineRule({
  id: 'event-field-changed',
  title: 'The field of the tracepoint holds another kind of thing',
  severity: 'error',
  effect: 'wrong-data',
  on: 'event_field',
  needs: ['field', 'fit'],
  messages: {
    changed: '`{name}` of `{func}` is not `{expected}`',
    differs: '`{name}` of `{func}` is not the same kind of thing on all these kernels',
  },
  help: 'Give each range of kernels its own probe.',
  check({ func, name, span, field, fit }, report) {
    if (!field) return;
    const actual = `${field.type} ${field.name}`;
    if (fit.kind === 'disagree') report('differs', span, { func, name }, { actual, undecided: true });
    if (fit.kind !== 'differs') return;
    const { expected, on } = fit;
    report('changed', span, { func, name, expected }, { actual, expected, expectedOn: on });
  },
});
