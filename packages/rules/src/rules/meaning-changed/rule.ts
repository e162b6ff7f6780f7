import { defineRule } from '../../define-rule';

/** Name and type are as before, and it means something else. */
export default defineRule({
  id: 'meaning-changed',
  title: 'The thing has its old name and type, and means something else',
  severity: 'error',
  effect: 'wrong-data',
  on: 'meaning',
  needs: ['fit'],
  messages: { changed: 'the meaning of {what} changed: it is no longer {before}' },
  help: 'Give each range of kernels its own probe.',
  check({ span, what, of, before, now, source, advice, fit }, report) {
    if (fit.kind === 'same') return;
    report(
      'changed',
      span,
      { what, before },
      {
        expected: before,
        actual: `${now} (${source})`,
        fix: advice,
        ...(of === 'function' ? { effect: 'incomplete' } : {}),
        ...(fit.isCertain && of !== 'function' ? {} : { severity: 'warning' }),
      },
    );
  },
});
