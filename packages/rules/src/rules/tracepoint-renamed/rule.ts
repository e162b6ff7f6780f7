import { defineRule } from '../../define-rule';

/** The tracepoint is there under another name. */
export default defineRule({
  id: 'tracepoint-renamed',
  title: 'The tracepoint has another name',
  severity: 'error',
  effect: 'will-not-load',
  on: 'tracepoint',
  needs: ['presence'],
  messages: { renamed: 'the tracepoint `{name}` does not exist under this name' },
  help: 'Give each range of kernels its own probe.',
  check({ name, span, presence, ifMissing, lost, nearest, successor }, report) {
    const now = presence === 'missing' && !lost ? successor() : undefined;
    if (!now) return;
    const fix = `Use \`${now.name}\`; its fields may be others.`;
    report('renamed', span, { name }, { actual: 'not there', candidates: nearest(), fix, ...ifMissing });
  },
});
