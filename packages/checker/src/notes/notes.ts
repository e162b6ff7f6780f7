// Made of kernel-signatures/notes.yaml by `npm run notes`.
import type { Counterpart, Note, Rename } from './note';

export const notes: readonly Note[] = [
  {
    "id": "cap-capable-opts",
    "of": {
      "kind": "argument",
      "func": "cap_capable",
      "index": 3
    },
    "since": "5.1",
    "before": "whether to write an audit record",
    "now": "a set of flags, of which one says to write none",
    "names": [
      "audit"
    ],
    "fix": "Test `opts & CAP_OPT_NOAUDIT` (bit 1), which has the opposite sense.",
    "commit": "c1a85a00ea66",
    "subject": "LSM: generalize flag passing to security_capable"
  },
  {
    "id": "inode-ctime-nsec-flag",
    "of": {
      "kind": "member",
      "struct": "inode",
      "member": "i_ctime_nsec"
    },
    "since": "6.13",
    "before": "a number of nanoseconds",
    "now": "a number of nanoseconds with a flag in bit 31",
    "fix": "Clear bit 31 (`I_CTIME_QUERIED`) of it before use.",
    "commit": "4e40eff0b573",
    "subject": "fs: add infrastructure for multigrain timestamps"
  },
  {
    "id": "dentry-flags-renumbered",
    "of": {
      "kind": "member",
      "struct": "dentry",
      "member": "d_flags"
    },
    "since": "6.15",
    "before": "a set of flags, with DCACHE_MOUNTED in bit 16",
    "now": "a set of the same flags in other bits",
    "fix": "Take the flags' values from the headers or the BTF of the kernel it runs on.",
    "commit": "9748cb2dc393",
    "subject": "VFS: repack DENTRY_ flags."
  },
  {
    "id": "mark-page-accessed-callers",
    "of": {
      "kind": "function",
      "func": "mark_page_accessed"
    },
    "since": "5.16",
    "before": "called for every page that is used",
    "now": "a wrapper that few are left to call",
    "fix": "Probe `folio_mark_accessed`, which does the work.",
    "commit": "76580b65",
    "subject": "mm/swap: Add folio_mark_accessed()"
  },
  {
    "id": "add-to-page-cache-lru-callers",
    "of": {
      "kind": "function",
      "func": "add_to_page_cache_lru"
    },
    "since": "5.16",
    "before": "called for every page that is added to the page cache",
    "now": "a wrapper that few are left to call",
    "fix": "Probe `filemap_add_folio`, which does the work.",
    "commit": "9dd3d069406c",
    "subject": "mm/filemap: Add filemap_add_folio()"
  },
  {
    "id": "filp-close-callers",
    "of": {
      "kind": "function",
      "func": "filp_close"
    },
    "since": "6.6",
    "before": "called for every close(2)",
    "now": "not called by close(2)",
    "fix": "Probe `filp_flush`, which close(2) calls, or the system call itself.",
    "commit": "021a160abf62",
    "subject": "fs: use __fput_sync in close(2)"
  },
  {
    "id": "iter-iovec-segments",
    "of": {
      "kind": "constant",
      "name": "ITER_IOVEC",
      "beside": "ITER_UBUF"
    },
    "since": "6.0",
    "before": "the kind of all buffers of user space",
    "now": "the kind of those in several segments; one segment alone is `ITER_UBUF`",
    "fix": "Take `ITER_UBUF` as well, whose address is in `ubuf`.",
    "commit": "fcb14cb1bdac",
    "subject": "new iov_iter flavour - ITER_UBUF"
  }
];

export const renames: readonly Rename[] = [
  {
    "old": "account_page_dirtied",
    "new": "folio_account_dirtied",
    "since": "5.16",
    "commit": "203a31516616"
  },
  {
    "old": "security_bpf_map_alloc",
    "new": "security_bpf_map_create",
    "since": "6.9",
    "commit": "a2431c7eabcf"
  },
  {
    "old": "kmem_cache_alloc",
    "new": "kmem_cache_alloc_noprof",
    "since": "6.10",
    "commit": "7bd230a26648"
  },
  {
    "old": "kmem_cache_alloc_node",
    "new": "kmem_cache_alloc_node_noprof",
    "since": "6.10",
    "commit": "7bd230a26648"
  },
  {
    "old": "kmem_cache_alloc_bulk",
    "new": "kmem_cache_alloc_bulk_noprof",
    "since": "6.10",
    "commit": "7bd230a26648"
  },
  {
    "old": "__alloc_pages",
    "new": "__alloc_pages_noprof",
    "since": "6.10",
    "commit": "b951aaff5035"
  },
  {
    "old": "__folio_alloc",
    "new": "__folio_alloc_noprof",
    "since": "6.10",
    "commit": "b951aaff5035"
  },
  {
    "old": "get_zeroed_page",
    "new": "get_zeroed_page_noprof",
    "since": "6.10",
    "commit": "b951aaff5035"
  },
  {
    "old": "filemap_alloc_folio",
    "new": "filemap_alloc_folio_noprof",
    "since": "6.10",
    "commit": "b951aaff5035"
  },
  {
    "old": "__page_cache_alloc",
    "new": "filemap_alloc_folio",
    "since": "5.16",
    "commit": "bb3c579e25e5"
  },
  {
    "old": "do_coredump",
    "new": "vfs_coredump",
    "since": "6.17",
    "commit": "70e3ee31282d"
  },
  {
    "old": "do_unlinkat",
    "new": "filename_unlinkat",
    "since": "7.0",
    "commit": "e50aae1d39ac"
  }
];

export const counterparts: readonly Counterpart[] = [
  {
    "func": "tcp_set_state",
    "event": "sock:inet_sock_set_state",
    "fields": {
      "0": "skaddr",
      "1": "newstate",
      "0.__sk_common.skc_state": "oldstate",
      "0.__sk_common.skc_family": "family",
      "0.__sk_common.skc_num": "sport",
      "0.__sk_common.skc_dport": "dport",
      "0.__sk_common.skc_rcv_saddr": "saddr",
      "0.__sk_common.skc_daddr": "daddr"
    },
    "but": "It fires for sockets of other protocols too, and has its ports in the order of the machine.",
    "source": "net/ipv4/af_inet.c"
  },
  {
    "func": "tcp_retransmit_skb",
    "event": "tcp:tcp_retransmit_skb",
    "fields": {
      "0": "skaddr",
      "1": "skbaddr",
      "0.__sk_common.skc_state": "state",
      "0.__sk_common.skc_family": "family",
      "0.__sk_common.skc_num": "sport",
      "0.__sk_common.skc_dport": "dport",
      "0.__sk_common.skc_rcv_saddr": "saddr",
      "0.__sk_common.skc_daddr": "daddr"
    },
    "but": "It has its ports in the order of the machine.",
    "source": "net/ipv4/tcp_output.c"
  },
  {
    "func": "kfree_skb",
    "event": "skb:kfree_skb",
    "fields": {
      "0": "skbaddr",
      "0.protocol": "protocol"
    },
    "source": "net/core/skbuff.c"
  },
  {
    "func": "__dev_queue_xmit",
    "event": "net:net_dev_queue",
    "fields": {
      "0": "skbaddr",
      "0.len": "len",
      "0.dev.name": "name"
    },
    "source": "net/core/dev.c"
  },
  {
    "func": "blk_account_io_start",
    "event": "block:block_io_start",
    "fields": {
      "0.__sector": "sector",
      "0.__data_len": "bytes"
    },
    "source": "block/blk-mq.c"
  },
  {
    "func": "blk_account_io_done",
    "event": "block:block_io_done",
    "fields": {
      "0.__sector": "sector",
      "0.__data_len": "bytes"
    },
    "source": "block/blk-mq.c"
  },
  {
    "func": "blk_mq_start_request",
    "event": "block:block_rq_issue",
    "fields": {
      "0.__sector": "sector",
      "0.__data_len": "bytes"
    },
    "source": "block/blk-mq.c"
  },
  {
    "func": "do_sys_open",
    "event": "syscalls:sys_enter_openat",
    "fields": {
      "0": "dfd",
      "1": "filename",
      "2": "flags",
      "3": "mode"
    },
    "but": "Calls of open(2), creat(2) and openat2(2) have events of their own.",
    "source": "fs/open.c"
  },
  {
    "func": "do_sys_openat2",
    "event": "syscalls:sys_enter_openat",
    "fields": {
      "0": "dfd",
      "1": "filename",
      "2.flags": "flags",
      "2.mode": "mode"
    },
    "but": "Calls of open(2), creat(2) and openat2(2) have events of their own.",
    "source": "fs/open.c"
  },
  {
    "func": "finish_task_switch",
    "event": "sched:sched_switch",
    "fields": {
      "0.pid": "prev_pid",
      "0.comm": "prev_comm",
      "0.prio": "prev_prio"
    },
    "but": "It fires before the switch, so the current task is the one that leaves, and `next_pid` and `next_comm` are the other's.",
    "source": "kernel/sched/core.c"
  },
  {
    "func": "try_to_wake_up",
    "event": "sched:sched_wakeup",
    "fields": {
      "0.pid": "pid",
      "0.comm": "comm",
      "0.prio": "prio"
    },
    "but": "It fires only where the task does wake up.",
    "source": "kernel/sched/core.c"
  },
  {
    "func": "wake_up_new_task",
    "event": "sched:sched_wakeup_new",
    "fields": {
      "0.pid": "pid",
      "0.comm": "comm",
      "0.prio": "prio"
    },
    "source": "kernel/sched/core.c"
  },
  {
    "func": "do_exit",
    "event": "sched:sched_process_exit",
    "fields": {},
    "source": "kernel/exit.c"
  },
  {
    "func": "oom_kill_process",
    "event": "oom:mark_victim",
    "fields": {
      "0.chosen.pid": "pid",
      "0.chosen.comm": "comm"
    },
    "but": "It fires for each process that is given up, also where several share their memory.",
    "source": "mm/oom_kill.c"
  }
];
