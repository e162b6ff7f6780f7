import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const dentry = 'struct qstr { char *name; }; struct dentry { struct qstr d_name; };';
const v510 = kernel(
  '5.10',
  `${dentry} int vfs_unlink(struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);`,
);
const v61 = kernel(
  '6.1',
  `${dentry} int vfs_unlink(struct user_namespace *mnt_userns, struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);`,
);
const v612 = kernel(
  '6.12',
  `${dentry} int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);`,
);
const unlinks = [v510, v61, v612];

export const cases = testRule(rule, [
  {
    name: 'finds an argument that is not the one its name says',
    trace: 'p vfs_unlink dentry=%si',
    kernels: unlinks,
    findings: ['1:21 `%si` of `vfs_unlink` is not `dentry` on 6.1, 6.12'],
    evidence: [
      'expected: dentry',
      'actual: %si = struct inode *dir; the dentry is now %dx on 6.1, 6.12',
      'elsewhere: %si = struct dentry *dentry on 5.10',
    ],
    fix: ['Where the dentry is `%dx`, read that, or read it by its name where the tool can.'],
    effect: 'error wrong-data',
  },
  {
    name: 'finds an argument that is cast to what it is no longer',
    trace: 'kprobe:vfs_unlink { $d = (struct dentry *)arg1; printf("%s", str($d->d_name.name)); }',
    kernels: unlinks,
    findings: ['1:43 `arg1` of `vfs_unlink` is not a `struct dentry *` on 6.1, 6.12'],
    evidence: [
      'expected: struct dentry *',
      'actual: arg1 = struct inode *dir; the dentry is now arg2 on 6.1, 6.12',
      'elsewhere: arg1 = struct dentry *dentry on 5.10',
    ],
  },
  {
    name: 'takes a socket for any socket that begins with it, and the other way round',
    trace: 'kprobe:tcp_sendmsg { printf("%d", ((struct tcp_sock *)arg0)->copied_seq); }',
    kernels: kernel(
      '6.1',
      'struct sock { int sk_err; }; struct inet_sock { struct sock sk; }; struct tcp_sock { struct inet_sock inet; int copied_seq; }; int tcp_sendmsg(struct sock *sk);',
    ),
    findings: [],
  },
  {
    name: 'is silent about a name that no argument has',
    trace: 'p vfs_unlink victim=$arg2',
    kernels: unlinks,
    findings: [],
  },
  {
    name: 'finds text that became a struct',
    trace: 'p do_unlinkat name=+0($arg2):string',
    kernels: [
      kernel('4.4', 'long do_unlinkat(int dfd, const char *pathname);'),
      kernel('5.10', 'long do_unlinkat(int dfd, struct filename *name);'),
    ],
    findings: ['1:23 `$arg2` of `do_unlinkat` is read as a string, which it is not on 5.10'],
    evidence: [
      'expected: char *',
      'actual: $arg2 = struct filename *name on 5.10',
      'elsewhere: $arg2 = const char *pathname on 4.4',
    ],
  },
  {
    name: 'finds an integer of another size, and one of another sign',
    trace: 'p oom_kill_process order=$arg1 p=$arg2',
    kernels: kernel('6.1', 'void oom_kill_process(long order, unsigned int points);'),
    writtenFor: kernel('4.8', 'void oom_kill_process(int order, int points);'),
    findings: [
      '1:26 `$arg1` of `oom_kill_process` is no longer `int order`',
      '1:34 `$arg2` of `oom_kill_process` is no longer `int points`',
    ],
  },
  {
    name: 'is silent about a new name, a typedef and const',
    trace: 'p vfs_read f=$arg1 b=$arg2 n=$arg3',
    kernels: kernel(
      '6.1',
      'typedef unsigned long size_t; int vfs_read(const struct file *filp, char *to, size_t len);',
    ),
    writtenFor: kernel('5.10', 'int vfs_read(struct file *file, char *buf, unsigned long count);'),
    findings: [],
  },
  {
    name: 'leaves to arg-moved two arguments of one type that changed places',
    trace: 'p vfs_link old=$arg1',
    kernels: kernel('6.1', 'int vfs_link(struct dentry *new_dentry, struct dentry *old_dentry);'),
    writtenFor: kernel('5.10', 'int vfs_link(struct dentry *old_dentry, struct dentry *new_dentry);'),
    findings: [],
  },
  {
    name: 'counts a struct passed by value as the registers it takes',
    trace: 'p do_tcp_setsockopt len=$arg6',
    kernels: kernel(
      '6.1',
      'typedef struct { void *user; bool is_kernel; } sockptr_t; int do_tcp_setsockopt(struct sock *sk, int level, int optname, sockptr_t optval, unsigned int optlen);',
    ),
    writtenFor: kernel(
      '5.8',
      'int do_tcp_setsockopt(struct sock *sk, int level, int optname, char *optval, char *more, unsigned int optlen);',
    ),
    findings: [],
  },
  {
    name: 'cannot tell where the function is not on the kernel the script was written for',
    trace: 'p vfs_unlink a=$arg2',
    kernels: v612,
    writtenFor: kernel('5.4', 'int vfs_rmdir(struct inode *dir);'),
    findings: [],
    unchecked: ['the arguments of `vfs_unlink` on the kernel the script was written for are not known'],
  },
  {
    name: 'finds what a compiled program reads through an argument without a type',
    lang: 'bpf-object',
    trace: `struct qstr { char *name; }; struct dentry { struct qstr d_name; };
SEC("kprobe/vfs_unlink") // int BPF_KPROBE(on_unlink, void *arg0, void *arg1)
r6 = *(u64 *)(r1 + 104)
r3 = field_byte_offset(struct dentry, 0:0)
r3 += r6
exit`,
    kernels: [
      kernel(
        '5.10',
        'struct qstr { char *name; }; struct dentry { struct qstr d_name; }; int vfs_unlink(struct inode *dir, struct dentry *dentry);',
      ),
      kernel(
        '6.12',
        'struct qstr { char *name; }; struct dentry { struct qstr d_name; }; int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry);',
      ),
    ],
    findings: ['2:1 `argument 2` of `vfs_unlink` is not a `struct dentry *` on 6.12'],
  },
  {
    name: 'takes a name for the parameter that another kernel has there, where what is there now is no such thing',
    trace: 'p inet_csk_accept flags=%si:s32',
    kernels: [
      kernel('6.9', 'struct sock *inet_csk_accept(struct sock *sk, int flags, int *err, bool kern);'),
      kernel('6.10', 'struct sock *inet_csk_accept(struct sock *sk, struct proto_accept_arg *arg);'),
    ],
    findings: ['1:25 `%si` of `inet_csk_accept` is not `int flags` on 6.10'],
  },
  {
    name: 'leaves a name alone that a parameter had which can be read as the one that is there',
    trace: 'p vfs_read where=%cx',
    kernels: [
      kernel('6.9', 'int vfs_read(struct file *file, char *buf, unsigned long count, long *where);'),
      kernel('6.10', 'int vfs_read(struct file *file, char *buf, unsigned long count, long *pos);'),
    ],
    findings: [],
  },
]);
