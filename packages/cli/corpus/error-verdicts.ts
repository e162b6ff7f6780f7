/** What a person found out about an error of tracefit on a packaged tool. */
export interface ErrorVerdict {
  /** `true`: so it is there. `option`: only where a command line option is given. `false`: the tool is fine there. */
  readonly verdict: 'true' | 'option' | 'false';
  /** How that was seen. */
  readonly why: string;
  /** The programs it is about, where not all. */
  readonly tools?: readonly string[];
  /** What its sentence holds. */
  readonly says: readonly string[];
  readonly rule?: string;
}

/** Verdicts, the more particular first: the first whose rule, tool and words are those of an error counts. */
export const errorVerdicts: readonly ErrorVerdict[] = [
  {
    tools: ['execsnoop-perf'],
    says: [],
    verdict: 'true',
    why: 'the tool tries the three names in turn, and none can be probed: the first two are of before 4.17, and `do_execve` is inlined (kallsyms)',
  },
  {
    tools: ['kvmexit-bpfcc'],
    rule: 'raw-args-changed',
    says: ['`kvm_exit`'],
    verdict: 'true',
    why: 'BTF of the arm64 kernels: `int ret` stands first; the tool knows the reasons of x86 alone',
  },
  {
    tools: ['mdflush'],
    says: ['`md_flush_request`'],
    verdict: 'true',
    why: 'it is in the module md_mod, and the modules of these kernels have no BTF, which fentry needs',
  },
  {
    tools: ['opensnoop-perf'],
    says: ['`getname` does not exist'],
    verdict: 'true',
    why: 'kallsyms: it is inlined from 6.16 on',
  },
  {
    tools: ['opensnoop-perf'],
    says: ['`syscalls:sys_exit_open`'],
    verdict: 'true',
    why: 'the table of system calls: arm64 has `openat` and no `open`',
  },
  {
    tools: ['readahead-bpfcc'],
    says: ['`__do_page_cache_readahead`'],
    verdict: 'true',
    why: 'kallsyms: `__do_page_cache_readahead` is on no bundled kernel, `do_page_cache_ra` is inlined between 6.1 and 6.19',
  },
  {
    rule: 'guard-picks-wrong-branch',
    tools: ['filegone-bpfcc', 'filelife-bpfcc'],
    says: ['`old_mnt_userns`'],
    verdict: 'true',
    why: 'BTF: `struct renamedata` is there, and its member is `old_mnt_idmap` since 6.3 and was never in 5.10.251; so the arguments of before are taken, which are others by then',
  },
  {
    rule: 'guard-picks-wrong-branch',
    tools: ['filelife'],
    says: ['`struct renamedata.old_mnt_userns`'],
    verdict: 'true',
    why: 'BTF, and the instructions of the program: without that member, which became `old_mnt_idmap` in 6.3, it reads the name through the second argument, which is the inode of the directory',
  },
  {
    rule: 'guard-picks-wrong-branch',
    tools: ['biolatency', 'biosnoop', 'bitesize'],
    says: ['the version is < 5.11'],
    verdict: 'true',
    why: 'BTF of the 5.10 kernels of Debian: the tracepoint has one argument, since a stable release took that change of 5.11; the program reads the second',
  },
  {
    says: ['none of `blk_account_io_start`'],
    verdict: 'true',
    why: 'kallsyms and BTF of these kernels: 6.1 has both inlined into their callers, from 6.12 on there is only `blk_account_io_start`, without an ftrace site (it is `inline`, and the kernel builds what is `inline` as notrace)',
  },
  {
    says: ['none of `blk_account_io_done`'],
    verdict: 'true',
    why: 'kallsyms: `blk_account_io_done` has no ftrace site from 6.1 on, and only its `.part.0` is left from 6.16 on; `__blk_account_io_done` is on no kernel',
  },
  {
    tools: ['biosnoop', 'biostacks'],
    says: ['`blk_account_io_'],
    verdict: 'true',
    why: 'the programs fall back on the name with `__` before it (their strings hold it), and no bundled kernel has that one: `tracefit show __blk_account_io_start` finds nothing',
  },
  {
    says: ['`struct request_queue` has no member `disk`'],
    verdict: 'true',
    why: 'BTF of 5.10: the disk is `struct request.rq_disk`; it came to the queue with 5.15',
  },
  {
    says: ['`struct bio` has no member `bi_bdev`'],
    verdict: 'true',
    why: 'BTF of 5.10: it is `bi_disk` between 4.14 and 5.11',
  },
  {
    says: ['`struct cfs_rq', 'nr_running`'],
    verdict: 'true',
    why: 'BTF: the member is `nr_queued` in these kernels; nothing tests for it',
  },
  {
    says: ['`swap_readpage` does not exist'],
    verdict: 'true',
    why: 'kallsyms: it became `swap_read_folio` (6.10)',
  },
  {
    says: ['`skb:kfree_skb` has no field `reason`'],
    verdict: 'true',
    why: 'the record of the event in the 5.10 images; the field came with 5.17',
  },
  {
    says: ['`mm_compaction_'],
    verdict: 'true',
    why: 'BTF: the first argument is `struct compact_control *` from 6.1 on, so what is read lies behind the last one',
  },
  {
    tools: ['filegone-bpfcc'],
    says: ['`vfs_rename` has no argument'],
    verdict: 'true',
    why: 'BTF: one argument, a `struct renamedata *`; the tool tests for its member `old_mnt_userns`, which 5.10.251 and 6.12 do not have, and takes the old arguments',
  },
  {
    says: ['is not the declared `struct dentry *dentry`'],
    verdict: 'true',
    why: 'BTF: an idmap stands first since 6.3; the tool tests for `old_mnt_userns`, which is gone, and takes the old arguments',
  },
  {
    says: ['`__page_cache_alloc` does not exist'],
    verdict: 'true',
    why: 'kallsyms and BTF: only 5.10 has it; the tool has no other name for it',
  },
  {
    says: ['`do_page_cache_ra` does not exist'],
    verdict: 'true',
    why: 'kallsyms: inlined between 6.1 and 6.19; the other name the program holds, `__do_page_cache_readahead`, is on no bundled kernel',
  },
  {
    says: ['`account_page_dirtied` does not exist'],
    verdict: 'true',
    why: 'kallsyms: only 5.10 has it; the other name the program holds, `folio_account_dirtied`, is on no bundled kernel: it is inlined',
  },
  {
    says: ['`kmem_cache_alloc` does not exist'],
    verdict: 'true',
    why: 'kallsyms: the functions are named `_noprof` from 6.10 on, and the old names are macros',
  },
  {
    says: ['`migrate_misplaced_page` does not exist'],
    verdict: 'true',
    why: 'kallsyms: it is `migrate_misplaced_folio` from 6.7 on; the program holds no other name than the old one',
  },
  {
    says: ['`tcp_sendpage` does not exist'],
    verdict: 'true',
    why: 'kallsyms: gone with 6.5; BCC attaches `kprobe__tcp_sendpage` by its name, without a test',
  },
  {
    tools: ['tcpaccept-bpfcc', 'bindsnoop-bpfcc'],
    says: ['`offsetof(struct sock, sk_lingertime) - offsetof(struct sock, sk_gso_max_segs)`'],
    verdict: 'true',
    why: 'BTF: `struct sock` was put in another order in 6.9, the distance is 22 bytes from then on, and the tool takes the branch for kernels before 4.10, which reads a byte in the middle of another member; tcpaccept then takes nothing for TCP and prints nothing',
  },
  {
    tools: ['runqlen-bpfcc', 'cpuunclaimed-bpfcc'],
    says: ['`cfs_rq_partial.nr_running`'],
    verdict: 'true',
    why: 'BTF: the tools take the member `runnable_weight` of `struct sched_entity`, which all these kernels have, for a sign that `struct cfs_rq` has it too, which none has; their own copy of that struct is then eight bytes off',
  },
  {
    tools: ['kvmexit-bpfcc'],
    says: ['`bpf_trace_modules`'],
    verdict: 'true',
    why: 'BTF of the module kvm: the first argument of the tracepoint is the processor since 5.16, and the tool takes the first argument for the reason where raw tracepoints of modules can be had',
  },
  {
    tools: ['nfsslower-bpfcc'],
    says: ['`nfs_getattr` is not the declared `struct dentry *dentry`'],
    verdict: 'true',
    why: 'BTF of the module nfs: the second argument is a `const struct path *`; the tool reads the dentry of the days before 4.11',
  },
  {
    tools: ['zfsdist-bpfcc', 'zfsslower-bpfcc'],
    says: ['`zpl_'],
    verdict: 'true',
    why: 'ZFS is no part of these kernels, whose modules were all read; with its own module loaded the functions are there',
  },
  {
    tools: ['ppchcalls-bpfcc'],
    says: ['`hcall_'],
    verdict: 'true',
    why: 'the tracepoints are those of PowerPC, and no bundled kernel is for it',
  },
  {
    tools: ['criticalstat-bpfcc'],
    says: ['`preemptirq:irq_'],
    verdict: 'true',
    why: 'none of these kernels is configured with `CONFIG_PREEMPTIRQ_TRACEPOINTS`; the tool itself asks for it and gives up',
  },
  {
    rule: 'no-branch-fits',
    says: ['`__blk_account_io_'],
    verdict: 'true',
    why: 'kallsyms: the name with `__` is on no bundled kernel, and the one without it cannot be probed from 6.1 on: inlined in 6.1, without an ftrace site later; BCC goes on to a tracepoint in later versions than this one',
  },
  {
    tools: ['bindsnoop'],
    says: ['`struct inet_sock.', 'cannot be relocated'],
    verdict: 'true',
    why: 'BTF: the flag is a bit of `inet_flags` from 6.6 on; the relocation finds no match, as libbpf itself says (`docs/accuracy-core.md`), and the instruction is made invalid',
  },
  {
    says: ['`block_rq_', 'has no argument 2'],
    verdict: 'true',
    why: 'BTF of the 5.10 kernels of Debian: the tracepoint has one argument, since a stable release took that change of 5.11; the program tests the version and reads the second',
  },
];
