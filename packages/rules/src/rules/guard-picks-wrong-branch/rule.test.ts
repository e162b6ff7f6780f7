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

export const cases = testRule(rule, [
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
]);
