import { nearestNames } from '@tracefit/model';
import { defineRule } from '../../define-rule';

/** The tracepoint's record has no field of that name. */
export default defineRule({
  id: 'event-field-missing',
  title: 'The tracepoint has no field of that name',
  severity: 'error',
  effect: 'will-not-load',
  on: 'event_field',
  needs: ['fields', 'field'],
  messages: { missing: '`{func}` has no field `{name}`' },
  help: 'Read a field that exists on every target, or give each range of kernels its own probe.',
  check({ func, name, span, fields, field, ifMissing }, report) {
    if (field) return;
    const names = fields.map((each) => each.name);
    const actual = `its fields: ${names.filter((each) => !each.startsWith('common_')).join(', ')}`;
    const candidates = nearestNames(name, names).map((near, at) => ({ name: near, score: 0.8 - 0.2 * at }));
    const best = candidates[0];
    const fix = best ? { fix: `Use \`${best.name}\`, if that is the one.` } : {};
    report('missing', span, { func, name }, { actual, candidates, ...fix, ...ifMissing });
  },
});
