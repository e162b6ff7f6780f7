import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds an event that is in another system',
    trace: 'e random.urandom_read got=$got_bits',
    kernels: [
      kernel('5.10', 'TRACE_EVENT(random, urandom_read, int got_bits;);'),
      kernel('5.11', 'TRACE_EVENT(char, urandom_read, int got_bits;);'),
    ],
    findings: ['1:3 the tracepoint `random:urandom_read` does not exist under this name on 5.11'],
    candidates: ['char:urandom_read'],
  },
  {
    name: 'leaves to tracepoint-missing what no kernel has under this name',
    trace: 'e random.urandom_read got=$got_bits',
    kernels: kernel('5.11', 'TRACE_EVENT(char, urandom_read, int got_bits;);'),
    findings: [],
  },
]);
