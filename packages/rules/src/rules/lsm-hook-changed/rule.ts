import { defineRule } from '../../define-rule';

/** The program attaches to an LSM hook that the kernel does not have under that name. */
export default defineRule({
  id: 'lsm-hook-changed',
  title: 'The LSM hook does not exist under this name',
  severity: 'error',
  effect: 'will-not-load',
  on: 'function',
  needs: ['presence'],
  messages: { missing: 'there is no LSM hook `{name}`' },
  help: 'Attach to a hook that exists on every target, or give each range of kernels a program of its own.',
  check({ probe, name, span, presence, ifMissing, nearest }, report) {
    if (probe.attach.kind !== 'lsm' || presence.kind !== 'missing') return;
    const candidates = nearest();
    const [best] = candidates;
    const fix = best ? { fix: `Look at the hook \`${best.name}\`.` } : {};
    report('missing', span, { name }, { actual: 'not there', candidates, ...fix, ...ifMissing });
  },
});
