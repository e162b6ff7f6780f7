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
  {
    name: 'finds a place beyond the parameters that a struct by value has room for, where tracefs counts them',
    trace: 'p ktime_compare $arg3',
    kernels: kernel('6.12', 'struct pair { long a; long b; }; int ktime_compare(struct pair pair, int flags);'),
    findings: ['1:17 `ktime_compare` has no argument 3, which `$arg3` reads'],
    effect: 'error will-not-load',
  },
  {
    name: 'says nothing of that place on kernels that take it',
    trace: 'p ktime_compare $arg3',
    kernels: kernel('6.1', 'struct pair { long a; long b; }; int ktime_compare(struct pair pair, int flags);'),
    findings: [],
  },
  {
    name: 'finds an argument of a function that has none, which tracefs takes on every kernel',
    trace: 'p ktime_get $arg1',
    kernels: kernel('6.12', 'long ktime_get(void);'),
    findings: ['1:13 `ktime_get` has no argument 1, which `$arg1` reads'],
    effect: 'error wrong-data',
  },
  {
    name: 'tells that tracefs looks a parameter up only where $argN stands alone',
    trace: 'p inet_bind a=$arg4 +0($arg5):u8\np inet_bind $arg4:u64',
    kernels: kernel('6.12', 'int inet_bind(struct socket *sock, struct sockaddr *uaddr, int addr_len);'),
    findings: [
      '1:15 `inet_bind` has no argument 4, which `$arg4` reads',
      '1:21 `inet_bind` has no argument 5, which `$arg5` reads',
      '2:13 `inet_bind` has no argument 4, which `$arg4` reads',
    ],
  },
  {
    name: 'takes a name in front for no look-up: the kernel takes the probe',
    trace: 'p inet_bind a=$arg4',
    kernels: kernel('6.12', 'int inet_bind(struct socket *sock, struct sockaddr *uaddr, int addr_len);'),
    findings: ['1:15 `inet_bind` has no argument 4, which `$arg4` reads'],
    effect: 'error wrong-data',
  },
  {
    name: 'finds an argument behind the named ones of a variadic function, where tracefs looks it up',
    trace: 'p seq_printf $arg3',
    kernels: kernel('6.12', 'void seq_printf(struct seq_file *m, const char *f, ...);'),
    findings: ['1:14 `seq_printf` has no argument 3, which `$arg3` reads'],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent about the arguments of a variadic function where nothing looks them up',
    trace: 'p seq_printf a=$arg3 b=$arg4 c=+0($arg5):u64',
    kernels: kernel('6.12', 'void seq_printf(struct seq_file *m, const char *f, ...);'),
    findings: [],
  },
  {
    name: 'is silent about them on kernels whose tracefs does not read BTF',
    trace: 'p seq_printf $arg3',
    kernels: kernel('6.1', 'void seq_printf(struct seq_file *m, const char *f, ...);'),
    findings: [],
  },
]);
