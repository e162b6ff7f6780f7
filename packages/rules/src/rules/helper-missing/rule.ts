import { defineRule } from '../../define-rule';

/** A BPF program calls a helper that the kernel is too old for. */
export default defineRule({
  id: 'helper-missing',
  title: 'The kernel does not have a helper that the program calls',
  severity: 'error',
  effect: 'will-not-load',
  on: 'helper',
  needs: ['presence'],
  messages: { missing: 'there is no helper `{name}`' },
  help: 'Test for it with `bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_...)`, and do without it there.',
  check({ name, span, presence, ifMissing, tool }, report) {
    if (presence !== 'missing') return;
    // What BCC compiles on the kernel itself can ask for its version first.
    const fix = tool === 'bcc' ? { fix: 'Put the call under `#if LINUX_VERSION_CODE`, and do without it there.' } : {};
    report('missing', span, { name }, { actual: 'the kernel has no helper of that number', ...fix, ...ifMissing });
  },
});
