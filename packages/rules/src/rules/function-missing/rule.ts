import { defineRule } from '../../define-rule';

const nowhere =
  'No kernel at hand has it: look at how it is spelled, and whether it comes with a module or an option that none of them has.';

/** The attach point names a function that the kernel does not have. */
export default defineRule({
  id: 'function-missing',
  title: 'The probed function does not exist',
  severity: 'error',
  effect: 'will-not-load',
  on: 'function',
  needs: ['presence'],
  messages: {
    missing: '`{name}` does not exist',
    unmatched: 'no function matches `{name}`',
    none: 'none of {names} can be probed',
  },
  help: 'Probe a function that exists on every target, or give each range of kernels its own probe.',
  check(subject, report) {
    const { probe, name, span, presence, ifMissing, lost, nearest, successor, isElsewhere, isLackingSyscall } = subject;
    // LSM hooks are told by lsm-hook-changed.
    if (presence.kind === 'there' || presence.kind === 'wrapped' || probe.attach.kind === 'lsm') return;
    // Why it is missing is told by a rule of its own, where that is known.
    if (!lost && (presence.kind !== 'missing' || isLackingSyscall() || successor())) return;
    const other = subject.otherSyscallFunction();
    if (other && !lost) {
      const { wrapper, event } = other;
      const fix = `Use the event \`${event}\`, which is the same on every architecture; the function is \`${wrapper}\` here.`;
      const candidates = [{ name: wrapper, score: 1 }];
      report('missing', span, { name }, { actual: `\`${wrapper}\` in its place`, candidates, fix, ...ifMissing });
      return;
    }
    const candidates = nearest();
    const best = candidates[0];
    const hint = isElsewhere() ? ', which may have taken its place' : ', the nearest name there is';
    const event = subject.instead();
    const fix =
      event !== undefined
        ? { fix: event }
        : best
          ? { fix: `Look at \`${best.name}\`${hint}.` }
          : isElsewhere()
            ? {}
            : { fix: nowhere };
    if (lost) {
      const actual = `\`${name}\` is not there`;
      report('none', lost.place, { names: lost.names }, { actual, candidates, ...fix, ...ifMissing });
      return;
    }
    const message = probe.attach.wildcard === true ? 'unmatched' : 'missing';
    report(message, span, { name }, { actual: 'not there', candidates, ...fix, ...ifMissing });
  },
});
