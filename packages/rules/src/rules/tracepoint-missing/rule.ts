import { defineRule } from '../../define-rule';

/** The attach point names a tracepoint that the kernel does not have. */
export default defineRule({
  id: 'tracepoint-missing',
  title: 'The tracepoint does not exist',
  severity: 'error',
  effect: 'will-not-load',
  on: 'tracepoint',
  needs: ['presence'],
  messages: { missing: 'the tracepoint `{name}` does not exist', unmatched: 'no tracepoint matches `{name}`' },
  help: 'Use a tracepoint that exists on every target, or give each range of kernels its own probe.',
  check({ probe, name, span, presence, ifMissing, nearest }, report) {
    if (presence === 'there') return;
    const candidates = nearest();
    const best = candidates[0];
    const fix = best ? { fix: `Look at \`${best.name}\`.` } : {};
    const message = probe.attach.wildcard === true ? 'unmatched' : 'missing';
    report(message, span, { name }, { actual: 'not there', candidates, ...fix, ...ifMissing });
  },
});
