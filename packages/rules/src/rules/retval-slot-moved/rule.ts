import { printType } from '@tracefit/model';
import { defineRule } from '../../define-rule';

/** A program that runs at the end of a function finds its result behind the arguments, and there are more or fewer of them. */
export default defineRule({
  id: 'retval-slot-moved',
  title: 'The result is at another place behind the arguments',
  severity: 'error',
  effect: 'wrong-data',
  on: 'retval',
  needs: ['returned', 'slots'],
  messages: { moved: 'the result of `{func}` is not at place {place}, where the program reads it' },
  help: 'Take the result with `bpf_get_func_ret`, or give each range of kernels a program of its own.',
  check({ func, slot, span, returned, slots }, report) {
    if (slot === undefined || slot === slots.length || returned.kind === 'void') return;
    const instead = slots[slot];
    // The verifier refuses what lies behind the result.
    const effect = instead ? 'wrong-data' : 'will-not-load';
    const there = instead ? `place ${slot} = ${printType(instead.type, instead.name)}` : `there is no place ${slot}`;
    const expected = `${printType(returned)} at place ${slot}`;
    report(
      'moved',
      span,
      { func, place: slot },
      { effect, expected, actual: `${there}; the result is at place ${slots.length}` },
    );
  },
});
