import { defineRule } from '../../define-rule';

/** libbpf cannot choose among types of the kernel, or a relocation makes no sense there, and refuses the whole object. */
export default defineRule({
  id: 'core-relo-ambiguous',
  title: 'A relocation of a compiled program has no single answer',
  severity: 'error',
  effect: 'will-not-load',
  on: 'core_relo',
  needs: ['fit'],
  messages: {
    ambiguous: '`{name}` means several things on the kernel, so libbpf refuses the object',
    refused: 'libbpf refuses the relocation of `{name}`, and with it the object',
  },
  help: "Declare more of the type, so that only one of the kernel's types of that name fits.",
  check({ name, span, fit, ifMissing }, report) {
    if (fit.kind === 'ambiguous' || fit.kind === 'refused')
      report(fit.kind, span, { name }, { actual: fit.why, ...ifMissing });
  },
});
