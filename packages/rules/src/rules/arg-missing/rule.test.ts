import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds an argument that is gone',
    trace: 'p:mine inet_bind a=$arg1 b=$arg4',
    kernels: kernel('6.1', 'int inet_bind(struct socket *sock, struct sockaddr *uaddr, int addr_len);'),
    findings: ['1:28 `inet_bind` has no argument 4, which `$arg4` reads'],
    evidence: ['actual: int inet_bind(struct socket *sock, struct sockaddr *uaddr, int addr_len)'],
    effect: 'error wrong-data',
  },
]);
