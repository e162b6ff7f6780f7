import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const cap = (version: string, type: string) =>
  kernel(
    version,
    `struct kernel_cap { unsigned int cap[2]; }; struct cred { ${type} cap_effective; }; int cap_capable(const struct cred *cred);`,
  );

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
  {
    name: 'is silent about a number of another size, which bpftrace follows',
    trace: 'kprobe:cap_capable { print(((struct cred *)arg0)->cap_effective); }',
    kernels: [cap('6.2', 'unsigned int'), cap('6.3', 'unsigned long')],
    findings: [],
  },
]);
