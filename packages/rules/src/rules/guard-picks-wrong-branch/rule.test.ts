import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const types = 'struct qstr { char *name; }; struct dentry { struct qstr d_name; };';
const v510 = kernel(
  '5.10',
  `${types} struct renamedata { struct inode *old_dir; }; int vfs_unlink(struct inode *dir, struct dentry *dentry);`,
);
const v61 = kernel(
  '6.1',
  `${types} struct renamedata { struct user_namespace *old_mnt_userns; };
  int vfs_unlink(struct user_namespace *mnt_userns, struct inode *dir, struct dentry *dentry);`,
);
const v612 = kernel(
  '6.12',
  `${types} struct renamedata { struct mnt_idmap *old_mnt_idmap; };
  int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry);`,
);

const byProxy = `from bcc import BPF
text = """
int trace_unlink(struct pt_regs *ctx, ARGS)
{
    return dentry->d_name.name != 0;
}
"""
if BPF.kernel_struct_has_field(b"renamedata", b"old_mnt_userns") == 1:
    text = text.replace("ARGS", "struct user_namespace *ns, struct inode *dir, struct dentry *dentry")
else:
    text = text.replace("ARGS", "struct inode *dir, struct dentry *dentry")
b = BPF(text=text)
b.attach_kprobe(event="vfs_unlink", fn_name="trace_unlink")
`;

const byFunction = (test: string) => `from bcc import BPF
b = BPF(text="int f(struct pt_regs *ctx) { return 0; }")
if ${test}:
    b.attach_kprobe(event="blk_account_io_start", fn_name="f")
else:
    b.attach_kprobe(event="__blk_account_io_start", fn_name="f")
`;

const sock = (members: string) => `struct sock { ${members} }; struct sock *inet_csk_accept(struct sock *sk);`;
const adjacent =
  'short sk_type; short sk_protocol; short pad; short sk_gso_max_segs; short sk_rate; long sk_lingertime;';
const reordered = 'short sk_pad; short sk_type; short sk_gso_max_segs; short sk_protocol; long sk_lingertime;';

export const cases = testRule(rule, [
  {
    name: 'finds a test of how far members lie apart, kept in variables',
    trace: `from bcc import BPF
b = BPF(text=r"""
int accepted(struct pt_regs *ctx) {
  struct sock *sk = (struct sock *)PT_REGS_RC(ctx);
  int segs = offsetof(struct sock, sk_gso_max_segs), linger = offsetof(struct sock, sk_lingertime);
  u8 protocol = 0;
  if (linger - segs == 10) protocol = sk->sk_protocol;
  else protocol = *(u8 *)((u64)&sk->sk_gso_max_segs - 3);
  return protocol;
}
""")
b.attach_kretprobe(event="inet_csk_accept", fn_name="accepted")
`,
    lang: 'bcc',
    kernels: [kernel('6.1', sock(adjacent)), kernel('6.12', sock(reordered))],
    findings: [
      '7:7 the test whether `offsetof(struct sock, sk_lingertime) - offsetof(struct sock, sk_gso_max_segs)` is 10 takes the branch that does not fit, and another one would on 6.12',
    ],
    evidence: [
      'actual: inet_csk_accept: it is in the middle of `sk_pad` on 6.12',
      'elsewhere: inet_csk_accept: short int sk_protocol on 6.1',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'decides a test of the size of a member that libbpf takes from the kernel',
    lang: 'libbpf-c',
    trace: `#include "vmlinux.h"
SEC("kprobe/security_file_open")
int BPF_KPROBE(on_open, struct file *f) {
  if (bpf_core_field_size(f->f_mode) == 8) return BPF_CORE_READ(f, f_new);
  return BPF_CORE_READ(f, f_mode);
}`,
    kernels: kernel('6.1', 'struct file { unsigned int f_mode; }; int security_file_open(struct file *file);'),
    findings: [],
  },
  {
    name: 'finds a test of something else than what is read',
    trace: byProxy,
    lang: 'bcc',
    kernels: [v510, v61, v612],
    findings: [
      '8:4 the test whether `struct renamedata` has `old_mnt_userns` takes the branch that does not fit, and another one would on 6.12',
    ],
    evidence: [
      'expected: struct dentry *dentry',
      'actual: vfs_unlink: argument 2 = struct inode *dir; the dentry is now argument 3 on 6.12',
      'elsewhere: vfs_unlink: argument 2 = struct dentry *dentry on 5.10',
      'elsewhere: vfs_unlink: argument 3 = struct dentry *dentry on 6.1',
    ],
    fix: [
      'Make the test choose what line 9 reads on these kernels too, by what they have in place of what it looks for.',
    ],
    candidates: ['old_mnt_idmap'],
    effect: 'error wrong-data',
  },
  {
    name: 'finds it in a compiled program, by what is read through the argument that the test chooses',
    lang: 'bpf-object',
    trace: `struct renamedata { struct user_namespace *old_mnt_userns; };
struct qstr { char *name; }; struct dentry { struct qstr d_name; };
SEC("kprobe/vfs_unlink") // int BPF_KPROBE(on_unlink, void *arg0, void *arg1, void *arg2)
r6 = *(u64 *)(r1 + 104)
r2 = field_exists(struct renamedata, 0:0)
if r2 == 0 goto read
r6 = *(u64 *)(r1 + 96)
read:
r3 = field_byte_offset(struct dentry, 0:0)
r6 += r3
exit`,
    kernels: [v510, v61, v612],
    findings: [
      '10:1 the test whether `struct renamedata.old_mnt_userns` is there takes the branch that does not fit, and another one would on 6.12',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'finds a test that attaches what is not there, where the other function is',
    trace: byFunction('BPF.tracepoint_exists("block", "block_rq_merge")'),
    lang: 'bcc',
    kernels: [
      kernel('5.10', 'void blk_account_io_start(struct request *rq); TRACE_EVENT(block, block_rq_merge, int dev;);'),
      kernel('6.1', 'void __blk_account_io_start(struct request *rq); TRACE_EVENT(block, block_rq_merge, int dev;);'),
    ],
    findings: [
      '3:4 the test whether the tracepoint `block:block_rq_merge` is there takes the branch that does not fit, and another one would on 6.1',
    ],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent where each kernel takes the branch that fits',
    trace: byFunction('BPF.get_kprobe_functions(b"blk_account_io_start")'),
    lang: 'bcc',
    kernels: [
      kernel('5.10', 'void blk_account_io_start(struct request *rq);'),
      kernel('6.1', 'void __blk_account_io_start(struct request *rq);'),
    ],
    findings: [],
  },
  {
    name: 'leaves to no-branch-fits what is wrong in every branch',
    trace: byFunction('BPF.get_kprobe_functions(b"blk_account_io_start")'),
    lang: 'bcc',
    kernels: kernel('6.6', 'void blk_mq_start_request(struct request *rq);'),
    findings: [],
  },
  {
    name: 'takes a branch for fitting only where all that it attaches is there, however the test is put together',
    trace: `from bcc import BPF
b = BPF(text="KFUNC_PROBE(__page_cache_alloc) { return 0; } int on(void *ctx) { return 0; }" if BPF.support_kfunc() else "int on(void *ctx) { return 0; }")
if not BPF.support_kfunc():
    if BPF.get_kprobe_functions(b"__do_page_cache_readahead"):
        b.attach_kprobe(event="__do_page_cache_readahead", fn_name="on")
    else:
        b.attach_kprobe(event="do_page_cache_ra", fn_name="on")
    b.attach_kprobe(event="__page_cache_alloc", fn_name="on")`,
    lang: 'bcc',
    kernels: kernel(
      '7.0',
      'void do_page_cache_ra(struct readahead_control *ractl); void bpf_trampoline_link_prog(void);',
    ),
    findings: [],
  },
]);
