import { defineRule } from '../../define-rule';

/** The bytes at a number behind a pointer belong to another member than the script means. */
export default defineRule({
  id: 'field-offset-changed',
  title: 'What the script reads by its offset lies at another',
  severity: 'error',
  effect: 'wrong-data',
  on: 'raw_offset',
  needs: ['fit'],
  messages: {
    changed: '`{spelled}` is not `{path}`',
    inside: '`{spelled}` is not where a member begins',
    differs: '`{spelled}` is not the same member on all these kernels',
  },
  help: 'Say with `--written-for` which kernel the script is right on, or read the member by its name where the tool can.',
  check({ span, spelled, fit }, report) {
    if (fit.kind === 'inside') report('inside', span, { spelled }, { actual: fit.here });
    if (fit.kind !== 'differs') return;
    const { meant, here, now } = fit;
    if (!meant) {
      report('differs', span, { spelled }, { actual: here, undecided: true });
      return;
    }
    const fix =
      now === undefined
        ? { fix: `Read \`${meant.path}\` by its name where the tool can, or make the place depend on the kernel.` }
        : { fix: `Where \`${meant.path}\` is at \`${now}\`, read that.`, edit: { from: spelled, to: now } };
    const actual = now === undefined ? here : `${here}; \`${meant.path}\` is at \`${now}\``;
    report(
      'changed',
      span,
      { spelled, path: meant.path },
      { expected: meant.path, expectedOn: meant.on, actual, ...fix },
    );
  },
});
