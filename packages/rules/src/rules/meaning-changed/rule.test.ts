import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const capable = 'int cap_capable(const struct cred *cred, struct user_namespace *ns, int cap, unsigned int opts);';
const v50 = kernel('5.0', capable);
const v510 = kernel('5.10', capable);
const inode = 'struct inode { unsigned int i_ctime_nsec; }; int vfs_open(struct inode *inode);';
const v612 = kernel('6.12', inode);
const v613 = kernel('6.13', inode);
const readsTime = 'kprobe:vfs_open { printf("%d", ((struct inode *)arg0)->i_ctime_nsec); }';

const tty = (version: string, kinds: string) =>
  kernel(
    version,
    `enum iter_type { ${kinds} }; struct iov_iter { unsigned char iter_type; }; struct kiocb { int ki_flags; };
    long tty_write(struct kiocb *iocb, struct iov_iter *from); long tty_read(struct kiocb *iocb, struct iov_iter *to);`,
  );

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
  {
    name: 'finds a constant that stands for less than before, and lets those be who know what took the rest',
    lang: 'bcc',
    trace: `from bcc import BPF
b = BPF(text="""
int on_write(struct pt_regs *ctx, struct kiocb *iocb, struct iov_iter *from) {
  return from->iter_type == ITER_IOVEC;
}
int on_read(struct pt_regs *ctx, struct kiocb *iocb, struct iov_iter *to) {
  return to->iter_type == ITER_IOVEC || to->iter_type == ITER_UBUF;
}
""")
b.attach_kprobe(event="tty_write", fn_name="on_write")
b.attach_kprobe(event="tty_read", fn_name="on_read")`,
    kernels: [tty('5.19', 'ITER_IOVEC'), tty('6.1', 'ITER_IOVEC, ITER_UBUF')],
    writtenFor: tty('5.19', 'ITER_IOVEC'),
    findings: [
      '4:29 the meaning of `ITER_IOVEC` changed: it is no longer the kind of all buffers of user space on 6.1',
    ],
    fix: ['Take `ITER_UBUF` as well, whose address is in `ubuf`.'],
    effect: 'error wrong-data',
  },
]);
