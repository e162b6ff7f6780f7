#!/usr/bin/env python3
from bcc import BPF

# BTF finds the argument by its name: there is nothing to test.
b = BPF(text="""
#include <linux/fs.h>
KFUNC_PROBE(security_inode_unlink, struct inode *dir, struct dentry *dentry)
{
    bpf_trace_printk("%d\\n", dentry->d_name.len);
    return 0;
}
""")
b.trace_print()
