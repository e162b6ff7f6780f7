import { defineRule } from '../../define-rule';

/** Since 4.17 the function of a system call has a prefix, and gets one pointer to the registers. */
export default defineRule({
  id: 'syscall-wrapper',
  title: 'The function of a system call has another name, or its arguments lie in the registers it points to',
  severity: 'error',
  effect: 'wrong-data',
  on: 'syscall_wrapper',
  needs: ['wrapping'],
  messages: {
    renamed: 'the system call `{func}` is not a function of that name',
    registers:
      '`{spelled}` of `{func}` is no argument of the system call: those lie in the registers it gets a pointer to',
  },
  help: "Use the system call's tracepoint, `syscalls:sys_enter_NAME`, which has the arguments by name.",
  check({ func, spelled, span, wrapping, ifMissing }, report) {
    if (wrapping.kind === 'renamed') {
      const candidates = [{ name: wrapping.wrapper, score: 1 }];
      report('renamed', span, { func }, { actual: `it is \`${wrapping.wrapper}\``, candidates, ...ifMissing });
    }
    if (wrapping.kind === 'registers' && spelled !== undefined) {
      report('registers', span, { func, spelled }, { actual: `${func}(const struct pt_regs *regs)`, ...ifMissing });
    }
  },
});
