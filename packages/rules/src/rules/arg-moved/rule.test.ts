import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const dentry = 'struct qstr { char *name; }; struct dentry { struct qstr d_name; };';
const v510 = kernel('5.10', `${dentry} int vfs_unlink(struct inode *dir, struct dentry *dentry);`);
const v61 = kernel(
  '6.1',
  `${dentry} int vfs_unlink(struct user_namespace *ns, struct inode *dir, struct dentry *dentry);`,
);

const mmap = (version: string, added: string) =>
  kernel(
    version,
    `unsigned long do_mmap(struct file *file, unsigned long addr, unsigned long len, unsigned long prot, unsigned long flags, ${added}unsigned long pgoff, unsigned long *populate, struct list_head *uf);`,
  );
const mmap61 = mmap('6.1', '');
const mmap66 = mmap('6.6', 'vm_flags_t vm_flags, ');

const update618 = kernel('6.18', 'int generic_update_time(struct inode *inode, int flags);');
const update73 = kernel(
  '7.3',
  'enum fs_update_time { FS_UPD_ATIME }; int generic_update_time(struct inode *inode, enum fs_update_time type, unsigned int flags);',
);

export const cases = testRule(rule, [
  {
    name: 'leaves to arg-changed what no kernel, but a cast or a name says',
    trace: 'p vfs_unlink dentry=%si',
    kernels: [v510, v61],
    findings: [],
  },
  {
    name: 'finds an argument that moved since the kernel the script was written for',
    trace: 'p vfs_unlink a=$arg2',
    kernels: [v510, v61],
    writtenFor: v510,
    findings: ['1:16 `$arg2` of `vfs_unlink` is not `struct dentry *dentry`, which is at another place on 6.1'],
    evidence: [
      'expected: struct dentry *dentry on 5.10',
      'actual: $arg2 = struct inode *dir; the dentry is $arg3 on 6.1',
      'elsewhere: $arg2 = struct dentry *dentry on 5.10',
    ],
    fix: ['Where the dentry is `$arg3`, read that, or read it by its name where the tool can.'],
    effect: 'error wrong-data',
  },
  {
    name: 'leaves to arg-changed what is gone and left its place to another',
    trace: 'kprobe:tcp_recvmsg { @[arg3] = count(); }',
    kernels: kernel(
      '6.1',
      'int tcp_recvmsg(struct sock *sk, struct msghdr *msg, size_t len, int flags, int *addr_len);',
    ),
    writtenFor: kernel(
      '5.10',
      'int tcp_recvmsg(struct sock *sk, struct msghdr *msg, size_t len, int nonblock, int flags, int *addr_len);',
    ),
    findings: [],
  },
  {
    name: 'finds a number that moved, by its name',
    trace: 'kprobe:do_mmap { printf("%d", arg5); }',
    kernels: kernel(
      '6.6',
      'unsigned long do_mmap(struct file *file, unsigned long addr, unsigned long len, unsigned long prot, unsigned long flags, unsigned long vm_flags, unsigned long pgoff);',
    ),
    writtenFor: kernel(
      '6.5',
      'unsigned long do_mmap(struct file *file, unsigned long addr, unsigned long len, unsigned long prot, unsigned long flags, unsigned long pgoff);',
    ),
    findings: ['1:31 `arg5` of `do_mmap` is not `long unsigned int pgoff`, which is at another place'],
  },
  {
    name: 'is silent about an argument that was put behind the others',
    trace: 'p vfs_unlink a=$arg2',
    kernels: kernel('6.1', 'int vfs_unlink(struct inode *dir, struct dentry *dentry, struct inode **delegated);'),
    writtenFor: v510,
    findings: [],
  },
  {
    name: 'leaves to arg-changed what is nowhere',
    trace: 'p vfs_unlink a=$arg1',
    kernels: kernel('6.1', 'int vfs_unlink(struct dentry *dentry);'),
    writtenFor: v510,
    findings: [],
  },
  {
    name: 'leaves kernels out on which a test keeps the read from living',
    lang: 'libbpf-c',
    trace: `extern int LINUX_KERNEL_VERSION __kconfig;
SEC("kprobe/vfs_mknod")
int on_mknod(struct pt_regs *ctx) {
  unsigned long mode;
  if (LINUX_KERNEL_VERSION >= KERNEL_VERSION(5, 12, 0)) mode = PT_REGS_PARM4(ctx);
  else mode = PT_REGS_PARM3(ctx);
  return mode;
}`,
    kernels: [
      kernel('5.10', 'int vfs_mknod(struct inode *dir, struct dentry *dentry, umode_t mode, dev_t dev);'),
      kernel(
        '6.1',
        'int vfs_mknod(struct user_namespace *ns, struct inode *dir, struct dentry *dentry, umode_t mode, dev_t dev);',
      ),
    ],
    writtenFor: kernel(
      '6.1',
      'int vfs_mknod(struct user_namespace *ns, struct inode *dir, struct dentry *dentry, umode_t mode, dev_t dev);',
    ),
    findings: [],
  },
  {
    name: 'follows what lies on the stack, where a function has more arguments than registers hold',
    lang: 'shell',
    trace: `echo 'p do_mmap a=$stack1' > /sys/kernel/tracing/kprobe_events
bpftrace -e 'kprobe:do_mmap { print(sarg0); }'`,
    kernels: [mmap61, mmap66],
    writtenFor: mmap61,
    findings: [
      '1:19 `$stack1` of `do_mmap` is not `long unsigned int *populate`, which is at another place on 6.6',
      '2:37 `sarg0` of `do_mmap` is not `long unsigned int *populate`, which is at another place on 6.6',
    ],
    fix: [
      'Where the populate is `$stack2`, read that, or read it by its name where the tool can.',
      'Where the populate is `sarg1`, read that, or read it by its name where the tool can.',
    ],
  },
  {
    name: 'cannot tell what lies on the stack behind the arguments',
    trace: 'p do_mmap a=$stack9',
    kernels: mmap61,
    findings: [],
    unchecked: ['what lies in a slot of the stack is the choice of the compiler'],
  },
  {
    name: 'follows a number by its name where its sign changed with its place',
    trace: 'kprobe:generic_update_time { @[arg1] = count(); }',
    kernels: [update618, update73],
    writtenFor: update618,
    findings: ['1:32 `arg1` of `generic_update_time` is not `int flags`, which is at another place on 7.3'],
  },
]);
