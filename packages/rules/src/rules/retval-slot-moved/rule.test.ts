import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v510 = kernel(
  '5.10',
  'int vfs_unlink(struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);',
);
const v61 = kernel(
  '6.1',
  'int vfs_unlink(struct user_namespace *mnt_userns, struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);',
);
const lang = 'bpf-object';

export const cases = testRule(rule, [
  {
    name: 'finds an argument where the result was before one was added',
    lang,
    trace: `SEC("fexit/vfs_unlink") // int BPF_PROG(gone, struct inode *dir, struct dentry *dentry, struct inode **delegated, int ret)
r2 = *(u64 *)(r1 + 24)
exit`,
    kernels: [v510, v61],
    findings: ['1:1 the result of `vfs_unlink` is not at place 3, where the program reads it on 6.1'],
    evidence: [
      'expected: int at place 3',
      'actual: place 3 = struct inode **delegated_inode; the result is at place 4 on 6.1',
      'elsewhere: int vfs_unlink(struct inode *dir, struct dentry *dentry, struct inode **delegated_inode) on 5.10',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'finds a result that moved to the front, which the verifier refuses',
    lang,
    trace: `SEC("fexit/inet_csk_accept") // int BPF_PROG(took, struct sock *sk, int flags, int *err, bool kern, struct sock *ret)
r2 = *(u64 *)(r1 + 32)
exit`,
    kernels: kernel('6.12', 'struct sock *inet_csk_accept(struct sock *sk, struct proto_accept_arg *arg);'),
    findings: ['1:1 the result of `inet_csk_accept` is not at place 4, where the program reads it'],
    evidence: ['expected: struct sock * at place 4', 'actual: there is no place 4; the result is at place 2'],
    effect: 'error will-not-load',
  },
  {
    name: 'finds the result that an LSM program is given, which moved with an argument that was added',
    lang,
    trace: `SEC("lsm/path_rename") // int BPF_PROG(moved, struct path *old, struct dentry *from, struct path *new, struct dentry *to, int ret)
r2 = *(u64 *)(r1 + 32)
exit`,
    kernels: kernel(
      '6.1',
      'int bpf_lsm_path_rename(const struct path *old_dir, struct dentry *old_dentry, const struct path *new_dir, struct dentry *new_dentry, unsigned int flags);',
    ),
    findings: ['1:1 the result of `path_rename` is not at place 4, where the program reads it'],
  },
  {
    name: 'is silent where the result is behind the arguments',
    lang,
    trace: `SEC("fexit/vfs_unlink") // int BPF_PROG(gone, struct inode *dir, struct dentry *dentry, struct inode **delegated, int ret)
r2 = *(u64 *)(r1 + 24)
exit`,
    kernels: v510,
    findings: [],
  },
  {
    name: 'finds the same in C, where the last parameter is called so',
    lang: 'libbpf-c',
    trace: `SEC("lsm/bpf")
int BPF_PROG(on_bpf, int cmd, union bpf_attr *attr, unsigned int size, int ret) { return ret; }`,
    kernels: kernel('6.18', 'int bpf_lsm_bpf(int cmd, union bpf_attr *attr, unsigned int size, bool kernel);'),
    findings: ['2:72 the result of `bpf` is not at place 3, where the program reads it'],
  },
  {
    name: 'takes a last parameter for an argument where the function has one of that name there',
    lang: 'libbpf-c',
    trace: `SEC("fexit/sk_stream_error")
int BPF_PROG(failed, struct sock *sk, int flags, int err) { return err; }`,
    kernels: kernel('6.18', 'struct sock { int x; }; int sk_stream_error(struct sock *sk, int flags, int err);'),
    findings: [],
  },
]);
