#!/usr/bin/env python3
from bcc import BPF

text = """
#include <linux/fs.h>
#ifdef NEW
int trace_unlink(struct pt_regs *ctx, struct user_namespace *ns, struct inode *dir, struct dentry *dentry)
#else
int trace_unlink(struct pt_regs *ctx, struct inode *dir, struct dentry *dentry)
#endif
{
    bpf_trace_printk("%d\\n", dentry->d_name.len);
    return 0;
}
"""
# The arguments of vfs_unlink, told by a member of another struct.
if BPF.kernel_struct_has_field(b"renamedata", b"old_mnt_userns") == 1:
    text = "#define NEW\n" + text
b = BPF(text=text)
b.attach_kprobe(event="vfs_unlink", fn_name="trace_unlink")
b.trace_print()
