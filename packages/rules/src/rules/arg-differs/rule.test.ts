import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v510 = kernel('5.10', 'int vfs_unlink(struct inode *dir, struct dentry *dentry);');
const v61 = kernel('6.1', 'int vfs_unlink(struct user_namespace *ns, struct inode *dir, struct dentry *dentry);');
const v612 = kernel('6.12', 'int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry);');

export const cases = testRule(rule, [
  {
    name: 'tells once what an argument is on which kernels',
    trace: 'p vfs_unlink a=$arg2',
    kernels: [v510, v61, v612],
    findings: ['1:16 `$arg2` of `vfs_unlink` is not the same thing on all these kernels on 5.10, 6.1, 6.12'],
    evidence: ['actual: $arg2 = struct dentry *dentry on 5.10', 'actual: $arg2 = struct inode *dir on 6.1, 6.12'],
    effect: 'error wrong-data',
  },
  {
    name: 'is silent where the script says what it means, by a name or a cast',
    trace: 'p vfs_unlink dentry=$arg2',
    kernels: [v510, v61, v612],
    findings: [],
  },
  {
    name: 'is silent where another read of the argument says what it is',
    trace: 'p vfs_unlink dentry=%si name=+8(%si):string',
    kernels: [v510, v61],
    findings: [],
  },
  {
    name: 'is silent where a kernel was named',
    trace: 'p vfs_unlink a=$arg2',
    kernels: [v510, v61, v612],
    writtenFor: v61,
    findings: [],
  },
  {
    name: 'takes numbers of different sizes for the same thing',
    trace: 'p vfs_fallocate len=$arg2',
    kernels: [
      kernel('5.10', 'int vfs_fallocate(struct file *file, int mode);'),
      kernel('6.1', 'int vfs_fallocate(struct file *file, unsigned long mode);'),
    ],
    findings: [],
  },
  {
    name: 'takes a socket for any socket that begins with it',
    trace: 'p inet_csk_accept a=$arg1',
    kernels: [
      kernel(
        '5.10',
        'struct sock { int sk_err; }; struct inet_sock { struct sock sk; }; int inet_csk_accept(struct sock *sk);',
      ),
      kernel(
        '6.1',
        'struct sock { int sk_err; }; struct inet_sock { struct sock sk; }; int inet_csk_accept(struct inet_sock *sk);',
      ),
    ],
    findings: [],
  },
  {
    name: 'is silent about a parameter with a new name',
    trace: 'p vfs_unlink a=$arg1',
    kernels: [v510, kernel('5.11', 'int vfs_unlink(struct inode *parent, struct dentry *dentry);')],
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
    findings: [],
  },
]);
