import { defineRule } from '../../define-rule';

/** The function exists, but the kernel refuses to put this kind of probe on it. */
export default defineRule({
  id: 'function-not-traceable',
  title: 'The probed function exists, but the kernel refuses a probe on it',
  severity: 'error',
  effect: 'will-not-load',
  on: 'function',
  needs: ['attachability'],
  messages: {
    refused: '`{name}` exists, but the kernel refuses a {kind} on it',
    none: 'none of {names} can be probed',
  },
  help: 'Probe a function that calls it or that it calls.',
  check({ probe, name, span, attachability, ifMissing, lost, instead: eventInstead }, report) {
    if (attachability.kind === 'attaches') return;
    const event = eventInstead();
    const byEvent = event === undefined ? {} : { fix: event };
    if (lost) {
      const actual = `\`${name}\`: ${attachability.why}`;
      report('none', lost.place, { names: lost.names }, { actual, ...byEvent, ...ifMissing });
      return;
    }
    const { why, instead } = attachability;
    const fix = instead === undefined ? byEvent : { fix: instead };
    report('refused', span, { name, kind: probe.attach.kind }, { actual: why, ...fix, ...ifMissing });
  },
});
