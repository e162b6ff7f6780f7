import { defineRule } from '../../define-rule';

/** A struct of the script's own describes the record of a trace event, and the kernel lays it out otherwise. */
export default defineRule({
  id: 'event-layout-changed',
  title: "The script's own struct for the event does not fit the kernel's record",
  severity: 'error',
  effect: 'wrong-data',
  on: 'event_part',
  needs: ['fit'],
  messages: {
    named: '`{name}` is not where the script reads it in the record of `{event}`, at byte {offset}',
    unnamed: 'what the script reads at byte {offset} of the record of `{event}` is not `{name}`',
    differs: 'what lies at byte {offset} of the record of `{event}` is not the same on all these kernels',
  },
  help: "Take the record from the kernel's types (`struct trace_event_raw_...` with CO-RE, `args` in bpftrace and BCC).",
  check({ event, name, offset, span, fit }, report) {
    if (fit.kind !== 'differs') return;
    const { meant, here, now } = fit;
    if (!meant) {
      report('differs', span, { event, offset }, { actual: here, undecided: true });
      return;
    }
    const actual =
      now === undefined ? `${here}; the record has no \`${meant.path}\`` : `${here}; \`${meant.path}\` is at ${now}`;
    const message = name === meant.path ? 'named' : 'unnamed';
    report(
      message,
      span,
      { event, offset, name: meant.path },
      { expected: `${meant.path} at byte ${offset}`, expectedOn: meant.on, actual },
    );
  },
});
