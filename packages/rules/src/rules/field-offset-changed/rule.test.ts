import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v510 = kernel(
  '5.10',
  'struct sk_buff { long cb[2]; unsigned int len; unsigned int data_len; }; int ip_rcv(struct sk_buff *skb);',
);
const v61 = kernel(
  '6.1',
  'struct sk_buff { long cb; unsigned int len; unsigned int data_len; long more; }; int ip_rcv(struct sk_buff *skb);',
);

const namespaces = (before: string, after = '') =>
  `struct ns_common { void *stashed; void *ops; unsigned int inum; ${after} };
  struct mnt_namespace { ${before} struct ns_common ns; }; struct nsproxy { struct mnt_namespace *mnt_ns; };
  struct task_struct { struct nsproxy *nsproxy; }; int security_file_open(struct file *file);`;
const n510 = kernel('5.10', namespaces('unsigned long count;'));
const n61 = kernel('6.1', namespaces('', 'int count;'));
const readNamespace = (read: string) => `#include "vmlinux.h"
#define NS_OFF 8
SEC("kprobe/security_file_open")
int BPF_KPROBE(on_open, struct file *f) {
  struct task_struct *k = (void *)bpf_get_current_task();
  u32 i = 0;
  ${read}
  return i;
}`;

const queues = (version: string, members: string) =>
  kernel(
    version,
    `struct load_weight { unsigned long weight; unsigned int inv_weight; };
    struct cfs_rq { struct load_weight load; ${members} };
    struct sched_entity { struct cfs_rq *cfs_rq; }; struct task_struct { struct sched_entity se; }; void scheduler_tick(void);`,
  );

const socks = (members: string) => `struct sock { ${members} }; struct sock *inet_csk_accept(struct sock *sk);`;
const s61 = kernel(
  '6.1',
  socks('short sk_type; short sk_protocol; short sk_gso_max_segs; short pad; long sk_lingertime;'),
);
const s612 = kernel(
  '6.12',
  socks('short sk_pad; short sk_type; short sk_gso_max_segs; short sk_protocol; long sk_lingertime;'),
);

const bdev510 = kernel(
  '5.10',
  'struct block_device { int bd_dev; int bd_openers; }; void blkdev_put(struct block_device *bdev);',
);
const bdev61 = kernel(
  '6.1',
  'struct block_device { long bd_start_sect; int bd_openers; int bd_dev; }; void blkdev_put(struct block_device *bdev);',
);

export const cases = testRule(rule, [
  {
    name: 'follows a pointer of the kernel through void * to a read at a number',
    lang: 'libbpf-c',
    trace: readNamespace(
      'void *m = BPF_CORE_READ(k, nsproxy, mnt_ns); bpf_probe_read_kernel(&i, sizeof(i), m + NS_OFF + 16);',
    ),
    kernels: [n510, n61],
    writtenFor: n510,
    findings: ['7:85 `nsproxy->mnt_ns + 24` is not `struct mnt_namespace.ns.inum` on 6.1'],
    evidence: [
      'expected: struct mnt_namespace.ns.inum on 5.10',
      'actual: no member begins there; `struct mnt_namespace.ns.inum` is at `nsproxy->mnt_ns + 16` on 6.1',
      'elsewhere: struct mnt_namespace.ns.inum on 5.10',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'finds a read at a number that is cast and dereferenced in place',
    lang: 'libbpf-c',
    trace: readNamespace('i = *(u32 *)((char *)k->nsproxy->mnt_ns + 24);'),
    kernels: [n510, n61],
    writtenFor: n510,
    findings: ['7:7 `nsproxy->mnt_ns + 24` is not `struct mnt_namespace.ns.inum` on 6.1'],
  },
  {
    name: 'knows nothing of a number that is added to a pointer that counts in structs',
    lang: 'libbpf-c',
    trace: readNamespace('bpf_probe_read_kernel(&i, sizeof(i), k->nsproxy->mnt_ns + 24);'),
    kernels: [n510, n61],
    writtenFor: n510,
    findings: [],
  },
  {
    name: 'finds a read that counts from a member and begins in the middle of another',
    lang: 'libbpf-c',
    trace: `#include "vmlinux.h"
SEC("kretprobe/inet_csk_accept")
int BPF_KRETPROBE(on_accept, struct sock *sk) { return *(u8 *)((u64)&sk->sk_gso_max_segs - 3); }`,
    kernels: [s61, s612],
    findings: ['3:56 `&sk_gso_max_segs - 3` is not where a member begins on 6.1, 6.12'],
    evidence: ['actual: it is in the middle of `sk_type` on 6.1', 'actual: it is in the middle of `sk_pad` on 6.12'],
  },
  {
    name: "finds a private copy of a kernel's struct, with the kernel's types inside, that is laid out otherwise",
    lang: 'bcc',
    trace: `from bcc import BPF
b = BPF(text="""
struct cfs_rq_partial { struct load_weight load; unsigned int nr_running; };
int on_tick(struct pt_regs *ctx) {
  struct task_struct *task = (struct task_struct *)bpf_get_current_task();
  struct cfs_rq_partial *queue = (struct cfs_rq_partial *)task->se.cfs_rq;
  return queue->nr_running;
}
""")
b.attach_kprobe(event="scheduler_tick", fn_name="on_tick")`,
    kernels: [
      queues('5.4', 'unsigned long runnable_weight; unsigned int nr_running;'),
      queues('5.10', 'unsigned int nr_running;'),
    ],
    findings: ['7:17 `cfs_rq_partial.nr_running` is not `struct cfs_rq.nr_running` on 5.4'],
    evidence: [
      'expected: struct cfs_rq.nr_running',
      'actual: it is `struct cfs_rq.runnable_weight` on 5.4',
      'elsewhere: struct cfs_rq.nr_running on 5.10',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'takes the copy that the version of the kernel chooses',
    lang: 'bcc',
    trace: `from bcc import BPF
b = BPF(text="""
struct mnt_namespace {
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 11, 0)
  unsigned long count;
#endif
  struct ns_common ns;
};
int on_open(struct pt_regs *ctx, struct file *f) {
  struct task_struct *k = (struct task_struct *)bpf_get_current_task();
  struct mnt_namespace *m = (struct mnt_namespace *)k->nsproxy->mnt_ns;
  return m->ns.inum;
}
""")
b.attach_kprobe(event="security_file_open", fn_name="on_open")`,
    kernels: [n510, n61],
    findings: [],
  },
  {
    name: 'lets a script read the bytes of one number',
    lang: 'libbpf-c',
    trace: `#include "vmlinux.h"
SEC("kretprobe/inet_csk_accept")
int BPF_KRETPROBE(on_accept, struct sock *sk) { return *((u8 *)&sk->sk_gso_max_segs + 1); }`,
    kernels: [s61, s61],
    findings: [],
  },
  {
    name: 'finds a member that lies elsewhere, and says where',
    trace: 'p ip_rcv n=+0x10(%di):u32',
    kernels: [v510, v61],
    writtenFor: v510,
    findings: ['1:12 `+0x10(%di)` is not `struct sk_buff.len` on 6.1'],
    evidence: [
      'expected: struct sk_buff.len on 5.10',
      'actual: it is `struct sk_buff.more`; `struct sk_buff.len` is at `+0x8(%di)` on 6.1',
      'elsewhere: struct sk_buff.len on 5.10',
    ],
    fix: ['Where `struct sk_buff.len` is at `+0x8(%di)`, read that.'],
    effect: 'error wrong-data',
  },
  {
    name: 'goes by the name the script gives it, where the struct has a member of that name',
    trace: 'p ip_rcv len=+0x10(%di):u32',
    kernels: v61,
    findings: ['1:14 `+0x10(%di)` is not `struct sk_buff.len`'],
    evidence: [
      'expected: struct sk_buff.len',
      'actual: it is `struct sk_buff.more`; `struct sk_buff.len` is at `+0x8(%di)`',
    ],
    fix: ['Where `struct sk_buff.len` is at `+0x8(%di)`, read that.'],
  },
  {
    name: 'goes by the name behind a pointer, in a function event',
    trace: 'ip_rcv(x64 skb, x8[6] perm_addr+8)',
    lang: 'function_events',
    kernels: kernel(
      '6.1',
      'struct net_device { long flags; long state; unsigned char perm_addr[32]; }; int ip_rcv(struct sk_buff *skb, struct net_device *dev);',
    ),
    findings: ['1:17 `+0x8($arg2)` is not `struct net_device.perm_addr`'],
  },
  {
    name: 'follows chained offsets from pointer to pointer',
    trace: 'p ip_rcv t=+0x8(+0x0(%di)):u32',
    kernels: [
      kernel(
        '5.10',
        'struct net_device { long flags; int mtu; }; struct sk_buff { struct net_device *dev; }; int ip_rcv(struct sk_buff *skb);',
      ),
      kernel(
        '6.1',
        'struct net_device { int mtu; int flags; long type; }; struct sk_buff { struct net_device *dev; }; int ip_rcv(struct sk_buff *skb);',
      ),
    ],
    writtenFor: kernel(
      '5.10',
      'struct net_device { long flags; int mtu; }; struct sk_buff { struct net_device *dev; }; int ip_rcv(struct sk_buff *skb);',
    ),
    findings: ['1:12 `+0x8(+0x0(%di))` is not `struct sk_buff.dev->mtu` on 6.1'],
    evidence: [
      'expected: struct sk_buff.dev->mtu on 5.10',
      'actual: it is `struct sk_buff.dev->type`; `struct sk_buff.dev->mtu` is at `+0x0(+0x0(%di))` on 6.1',
      'elsewhere: struct sk_buff.dev->mtu on 5.10',
    ],
  },
  {
    name: 'tells that the kernels do not agree about what lies there',
    trace: 'p ip_rcv many=+0x10(%di):u32',
    kernels: [v510, v61],
    findings: ['1:15 `+0x10(%di)` is not the same member on all these kernels on 5.10, 6.1'],
    evidence: ['actual: it is `struct sk_buff.len` on 5.10', 'actual: it is `struct sk_buff.more` on 6.1'],
  },
  {
    name: 'leaves it to others to tell that the pointer is another',
    trace: 'p vfs_unlink +8(%si)',
    kernels: [
      kernel('5.10', 'struct dentry { long a; long b; }; int vfs_unlink(struct inode *dir, struct dentry *dentry);'),
      kernel(
        '6.1',
        'struct inode { long c; long d; }; struct ns; int vfs_unlink(struct ns *ns, struct inode *dir, struct dentry *dentry);',
      ),
    ],
    findings: [],
  },
  {
    name: 'cannot tell where nothing says what is meant',
    trace: 'p ip_rcv many=+0x10(%di):u32',
    kernels: [v510, v510],
    findings: [],
    unchecked: ['what lies 16 bytes into the value is not said by the script, so it cannot be judged'],
  },
  {
    name: "finds a bpftrace script's own copy of a struct that is laid out otherwise, under the kernel's name",
    trace: `struct block_device { int bd_dev; int bd_openers; }
kprobe:blkdev_put { @[((struct block_device *)arg0)->bd_dev] = count(); }`,
    kernels: [bdev510, bdev61],
    findings: ['2:54 `block_device.bd_dev` is not `struct block_device.bd_dev` on 6.1'],
    fix: ['Read `struct block_device.bd_dev` by its name where the tool can, or make the place depend on the kernel.'],
  },
  {
    name: 'finds one under another name, which is no claim of what is there',
    trace: `struct part { int dev; }
kprobe:blkdev_put { @[((struct part *)arg0)->dev] = count(); }`,
    kernels: [bdev510, bdev61],
    writtenFor: bdev510,
    findings: ['2:46 `part.dev` is not `struct block_device.bd_dev` on 6.1'],
  },
  {
    name: 'leaves a struct of the script alone that lies over nothing of the kernel',
    trace: `struct event { int a; int b; }
tracepoint:syscalls:sys_enter_ioctl { @[((struct event *)args.arg)->b] = count(); }`,
    kernels: kernel('6.1', 'TRACE_EVENT(syscalls, sys_enter_ioctl, unsigned long arg;);'),
    findings: [],
  },
  {
    name: 'takes no copy that bpftrace leaves out where the kernel has BTF',
    trace: `#ifndef BPFTRACE_HAVE_BTF
struct block_device { int bd_dev; int bd_openers; };
#endif
kprobe:blkdev_put { @[((struct block_device *)arg0)->bd_dev] = count(); }`,
    kernels: [bdev510, bdev61],
    findings: [],
  },
]);
