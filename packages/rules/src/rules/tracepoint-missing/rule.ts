import { defineRule } from '../../define-rule';

const nowhere =
  'No kernel at hand has it: look at how it is spelled, and whether it comes with a module or an option that none of them has.';

/** The attach point names a tracepoint that the kernel does not have. */
export default defineRule({
  id: 'tracepoint-missing',
  title: 'The tracepoint does not exist',
  severity: 'error',
  effect: 'will-not-load',
  on: 'tracepoint',
  needs: ['presence'],
  messages: {
    missing: 'the tracepoint `{name}` does not exist',
    unmatched: 'no tracepoint matches `{name}`',
    none: 'none of {names} can be probed',
  },
  help: 'Use a tracepoint that exists on every target, or give each range of kernels its own probe.',
  check({ probe, name, span, presence, ifMissing, lost, nearest, successor, isElsewhere, isLackingSyscall }, report) {
    // A new name that is known is told by tracepoint-renamed, a system call by syscall-missing.
    if (presence === 'there' || (!lost && (isLackingSyscall() || successor()))) return;
    const candidates = nearest();
    const best = candidates[0];
    const fix = best ? { fix: `Look at \`${best.name}\`.` } : isElsewhere() ? {} : { fix: nowhere };
    if (lost) {
      report(
        'none',
        lost.place,
        { names: lost.names },
        { actual: `\`${name}\` is not there`, candidates, ...fix, ...ifMissing },
      );
      return;
    }
    const message = probe.attach.wildcard === true ? 'unmatched' : 'missing';
    report(message, span, { name }, { actual: 'not there', candidates, ...fix, ...ifMissing });
  },
});
