import { defineRule } from '../../define-rule';

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
    cloned: '`{name}` does not exist, only copies that the compiler made of it',
    unmatched: 'no function matches `{name}`',
    none: 'none of {names} exists',
  },
  help: 'Probe a function that exists on every target, or give each range of kernels its own probe.',
  check({ probe, name, span, presence, ifMissing, lost, nearest, isElsewhere }, report) {
    // The name of a system call is told by syscall-wrapper.
    if (presence.kind === 'there' || presence.kind === 'wrapped') return;
    if (presence.kind === 'clones_only') {
      const clones = presence.clones.map((clone) => `\`${clone}\``).join(', ');
      const fix = 'Probe the function that calls it, or the copy by its full name; a copy may take other arguments.';
      report('cloned', span, { name }, { actual: `only ${clones} is left`, fix, ...ifMissing });
      return;
    }
    const candidates = nearest();
    const best = candidates[0];
    const hint = isElsewhere() ? ', which may have taken its place' : ', the nearest name there is';
    const fix = best ? { fix: `Look at \`${best.name}\`${hint}.` } : {};
    if (lost) {
      report('none', lost.place, { names: lost.names }, { actual: 'not there', candidates, ...fix, ...ifMissing });
      return;
    }
    const message = probe.attach.wildcard === true ? 'unmatched' : 'missing';
    report(message, span, { name }, { actual: 'not there', candidates, ...fix, ...ifMissing });
  },
});
