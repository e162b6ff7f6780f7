import { defineRule } from '../../define-rule';

/** The function is gone, and one that is almost the same came where it went. */
export default defineRule({
  id: 'function-renamed',
  title: 'The probed function probably has another name',
  severity: 'error',
  effect: 'will-not-load',
  on: 'function',
  needs: ['presence'],
  messages: { renamed: '`{name}` does not exist under this name' },
  help: 'Give each range of kernels its own probe.',
  check({ probe, name, span, presence, ifMissing, lost, nearest, successor, isLackingSyscall }, report) {
    const now = presence.kind === 'missing' && !lost && !isLackingSyscall() ? successor() : undefined;
    if (!now || probe.attach.kind === 'lsm') return;
    const how = now.source === undefined ? 'which evidently took its place' : `its name now (${now.source})`;
    const fix = `Probe \`${now.name}\`, ${how}; its arguments may be others.`;
    // What is only likely is no correction.
    const edit = now.source === undefined ? {} : { edit: { from: name, to: now.name } };
    report('renamed', span, { name }, { actual: 'not there', candidates: nearest(), fix, ...edit, ...ifMissing });
  },
});
