import { defineRule } from '../../define-rule';

/** The function is in a module, which has to be loaded, on kernels beside others that have it built in. */
export default defineRule({
  id: 'function-in-module',
  title: 'The probed function lives in a module',
  severity: 'warning',
  effect: 'will-not-load',
  on: 'function',
  needs: ['home'],
  messages: { module: '`{name}` is not in the kernel itself, and can be probed only while its module is loaded' },
  help: 'Load the module before the script starts, and name it where the tool can (`MODULE:FUNCTION`).',
  check({ name, span, home }, report) {
    // Where every kernel has it in a module, whoever wrote the script knows.
    if (home.kind !== 'module' || !home.builtInElsewhere) return;
    const fix = `Load ${home.module} before the script starts, and name it where the tool can: \`${home.module}:${name}\`.`;
    report('module', span, { name }, { actual: `it is in the module ${home.module}`, fix });
  },
});
