import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const capable = 'int cap_capable(const struct cred *cred, struct user_namespace *ns, int cap, unsigned int opts);';
const v50 = kernel('5.0', capable);
const v510 = kernel('5.10', capable);
const inode = 'struct inode { unsigned int i_ctime_nsec; }; int vfs_open(struct inode *inode);';
const v612 = kernel('6.12', inode);
const v613 = kernel('6.13', inode);
const readsTime = 'kprobe:vfs_open { printf("%d", ((struct inode *)arg0)->i_ctime_nsec); }';

export const cases = testRule(rule, [
  {
    name: 'finds an argument that means the opposite of what it was on the kernel the script was written for',
    trace: 'p cap_capable audit=$arg4',
    kernels: [v50, v510],
    writtenFor: v50,
    findings: [
      '1:21 the meaning of `$arg4` of `cap_capable` changed: it is no longer whether to write an audit record on 5.10',
    ],
    evidence: [
      'expected: whether to write an audit record',
      'actual: a set of flags, of which one says to write none (Linux 5.1, commit c1a85a00ea66) on 5.10',
      'elsewhere: whether to write an audit record on 5.0',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'finds an argument that the script calls by what it was',
    trace: 'p cap_capable audit=$arg4',
    kernels: v510,
    findings: [
      '1:21 the meaning of `$arg4` of `cap_capable` changed: it is no longer whether to write an audit record',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'is silent about an argument where all kernels agree and the script says nothing',
    trace: 'p cap_capable opts=$arg4',
    kernels: v510,
    findings: [],
  },
  {
    name: 'warns of a member about which the kernels do not agree',
    trace: readsTime,
    kernels: [v612, v613],
    findings: [
      '1:56 the meaning of `i_ctime_nsec` of `struct inode` changed: it is no longer a number of nanoseconds on 6.13',
    ],
    effect: 'warning wrong-data',
  },
  {
    name: 'is silent about the member on kernels from before',
    trace: readsTime,
    kernels: v612,
    findings: [],
  },
  {
    name: 'warns of a function that is not called as it was',
    trace: 'p filp_close',
    kernels: [
      kernel('6.1', 'int filp_close(struct file *file, void *id);'),
      kernel('6.12', 'int filp_close(struct file *file, void *id);'),
    ],
    findings: ['1:3 the meaning of `filp_close` changed: it is no longer called for every close(2) on 6.12'],
    fix: ['Probe `filp_flush`, which close(2) calls, or the system call itself.'],
    effect: 'warning incomplete',
  },
]);
