import { defineRule } from '../../define-rule';

/** A trace event that every checked kernel has tells what the probe of the function is for. */
export default defineRule({
  id: 'prefer-tracepoint',
  title: 'A tracepoint tells what the probe of the function is for',
  severity: 'info',
  effect: 'none',
  advice: true,
  on: 'function',
  needs: ['counterpart'],
  messages: { prefer: 'the tracepoint `{event}` tells what is read of `{name}`, and changes less' },
  help: 'Attach to the tracepoint.',
  check({ name, span, counterpart }, report) {
    if (!counterpart) return;
    const { event, fields, but } = counterpart;
    const pairs = fields.map(({ read, field }) => `\`${field}\` for \`${read}\``);
    const instead = pairs.length === 0 ? '' : `, and read ${pairs.join(', ')}`;
    const fix = `Attach to the tracepoint \`${event}\`${instead}.${but === undefined ? '' : ` ${but}`}`;
    report('prefer', span, { event, name }, { fix });
  },
});
