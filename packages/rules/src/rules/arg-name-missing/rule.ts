import { nearestNames } from '@tracefit/model';
import { defineRule } from '../../define-rule';

/** The probe reads an argument by a name that no parameter of the function has. */
export default defineRule({
  id: 'arg-name-missing',
  title: 'The function has no argument of that name',
  severity: 'error',
  effect: 'will-not-load',
  on: 'arg_name',
  needs: ['proto'],
  messages: { missing: '`{func}` has no argument named `{name}`' },
  help: 'Use the name that the kernel has; where it differs between targets, give each its own probe.',
  check({ func, name, span, proto, ifMissing }, report) {
    const names = proto.params.map((param) => param.name);
    if (names.includes(name)) return;
    const candidates = nearestNames(name, names).map((near, at) => ({ name: near, score: 0.8 - 0.2 * at }));
    const best = candidates[0];
    const fix = best ? { fix: `Use \`${best.name}\`, if that is the one.` } : {};
    report('missing', span, { func, name }, { candidates, ...fix, ...ifMissing });
  },
});
