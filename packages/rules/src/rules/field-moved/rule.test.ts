import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds the struct inside that has it now',
    trace: 'kprobe:tcp_sendmsg { print(((struct sock *)arg0)->skc_family); }',
    kernels: [
      kernel('3.8', 'struct sock { unsigned short skc_family; }; int tcp_sendmsg(struct sock *sk);'),
      kernel(
        '3.9',
        'struct sock_common { unsigned short skc_family; }; struct sock { struct sock_common __sk_common; }; int tcp_sendmsg(struct sock *sk);',
      ),
    ],
    findings: ['1:51 `struct sock` has no member `skc_family` of its own on 3.9'],
    evidence: [
      'actual: it is `__sk_common.skc_family` there on 3.9',
      'elsewhere: short unsigned int skc_family on 3.8',
    ],
    fix: ['Read `__sk_common.skc_family`, where that is there.'],
    effect: 'error will-not-load',
  },
  {
    name: 'leaves to field-missing what has another type there',
    trace: 'kprobe:tcp_sendmsg { print(((struct sock *)arg0)->lock); }',
    kernels: [
      kernel('3.8', 'struct sock { unsigned short lock; }; int tcp_sendmsg(struct sock *sk);'),
      kernel(
        '3.9',
        'struct socket_wq { long lock; }; struct sock { struct socket_wq wq; }; int tcp_sendmsg(struct sock *sk);',
      ),
    ],
    findings: [],
  },
  {
    name: 'leaves to field-missing what no kernel had',
    trace: 'kprobe:tcp_sendmsg { print(((struct sock *)arg0)->skc_family); }',
    kernels: kernel(
      '3.9',
      'struct sock_common { unsigned short skc_family; }; struct sock { struct sock_common __sk_common; }; int tcp_sendmsg(struct sock *sk);',
    ),
    findings: [],
  },
]);
