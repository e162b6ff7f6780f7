import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const cap = (version: string, type: string) =>
  kernel(
    version,
    `struct kernel_cap { unsigned int cap[2]; }; struct cred { ${type} cap_effective; }; int cap_capable(const struct cred *cred);`,
  );

const netTypes = (opcode: string) =>
  `typedef unsigned long u64; typedef struct { long counter; } atomic64_t; typedef ${opcode} opcode_t; typedef _Bool bool;`;

export const cases = testRule(rule, [
  {
    name: 'finds a struct that became a number since the kernel the script was written for',
    trace: 'kprobe:cap_capable { print(((struct cred *)arg0)->cap_effective); }',
    kernels: [cap('6.2', 'struct kernel_cap'), cap('6.3', 'unsigned long')],
    writtenFor: cap('6.2', 'struct kernel_cap'),
    findings: ['1:29 `cap_effective` is not `struct kernel_cap` on 6.3'],
    evidence: [
      'expected: struct kernel_cap on 6.2',
      'actual: long unsigned int cap_effective on 6.3',
      'elsewhere: struct kernel_cap cap_effective on 6.2',
    ],
  },
  {
    name: 'tells that the kernels do not agree',
    trace: 'kprobe:cap_capable { print(((struct cred *)arg0)->cap_effective); }',
    kernels: [cap('6.2', 'struct kernel_cap'), cap('6.3', 'unsigned long')],
    findings: ['1:29 `cap_effective` is not the same kind of thing on all these kernels on 6.2, 6.3'],
  },
  ...(
    [
      ['a number that got a struct of its own', 'net_cookie', 'u64 net_cookie', 'atomic64_t net_cookie'],
      ['a flag that was a bit', 'is_child_subreaper', 'unsigned int is_child_subreaper:1', 'bool is_child_subreaper'],
      ['a pointer to what has the same name', 'addr', 'opcode_t *addr', 'opcode_t *addr'],
    ] as const
  ).map(([what, member, before, after]) => ({
    name: `is silent about ${what}`,
    lang: 'libbpf-c',
    trace: `SEC("fentry/setup_net") int BPF_PROG(f, struct net *net) { return BPF_CORE_READ(net, ${member}); }`,
    kernels: [
      kernel('5.10', `${netTypes('unsigned char')} struct net { ${before}; }; int setup_net(struct net *net);`),
      kernel('6.12', `${netTypes('unsigned int')} struct net { ${after}; }; int setup_net(struct net *net);`),
    ],
    findings: [],
  })),
  {
    name: 'is silent about an array that is followed as a pointer',
    lang: 'libbpf-c',
    trace: 'SEC("fentry/setup_net") int BPF_PROG(f, struct net *net) { return net->addr->name->sun_family; }',
    kernels: [
      kernel(
        '5.10',
        'struct sockaddr_un { int sun_family; }; struct unix_address { struct sockaddr_un name[0]; }; struct net { struct unix_address *addr; }; int setup_net(struct net *net);',
      ),
    ],
    findings: [],
  },
  {
    name: 'is silent about a number of another size, which bpftrace follows',
    trace: 'kprobe:cap_capable { print(((struct cred *)arg0)->cap_effective); }',
    kernels: [cap('6.2', 'unsigned int'), cap('6.3', 'unsigned long')],
    findings: [],
  },
]);
