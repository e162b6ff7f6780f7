import type { KernelIdentity, KernelSnapshot } from '@tracefit/model';
import { kernelSnapshot, type KernelOptions } from '@tracefit/testing';
import { writeStore } from '@tracefit/signatures';

/** What all kernels here have in common. */
const common = `
  struct qstr { unsigned int hash; unsigned int len; const unsigned char *name; };
  struct dentry { unsigned int d_flags; struct dentry *d_parent; struct qstr d_name; struct inode *d_inode; };
  struct super_block { unsigned long s_blocksize; };
  struct inode { unsigned short i_mode; struct super_block *i_sb; };
  struct task_struct { int pid; int tgid; char comm[16]; };
  struct rq { unsigned int nr_running; };
  static int vfs_open(const struct path *path, struct file *file);
  struct path { struct dentry *dentry; };
  struct file { struct path f_path; struct inode *f_inode; };
  TRACE_EVENT(sched, sched_process_exec, char *filename; int pid; int old_pid;);
  enum pid_type { PIDTYPE_PID, PIDTYPE_TGID };
`;

function debian(version: string, release: string, text: string, options: KernelOptions = {}): KernelSnapshot {
  const identity: KernelIdentity = {
    id: `debian/${release}`,
    distro: 'debian',
    release,
    version,
    arch: 'x86_64',
    flavour: 'amd64',
  };
  return { ...kernelSnapshot(version, common + text, options), identity };
}

/** Four kernels as C text; what is said of them is true of the Debian builds of those names, as far as it goes. */
const kernels: readonly KernelSnapshot[] = [
  debian(
    '5.10.262',
    '5.10.0-46-amd64',
    `
      int vfs_unlink(struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);
      struct request { struct gendisk *rq_disk; unsigned int __data_len; };
      void blk_account_io_start(struct request *rq);
      static struct rq *finish_task_switch(struct task_struct *prev);
      void mark_page_accessed(struct page *page);
      CALLERS(vfs_open, path_openat * 2);
      CALLERS(vfs_unlink, __do_sys_mq_unlink, do_unlinkat, handle_remove);
      CALLERS(blk_account_io_start, blk_execute_rq_nowait, blk_insert_cloned_request, blk_mq_submit_bio);
      CALLERS(finish_task_switch, __schedule, schedule_tail);
      CALLERS(mark_page_accessed, __find_get_block, do_read_cache_page, follow_page_pte,
        generic_file_buffered_read, iomap_zero_range_actor, pagecache_get_page, shmem_file_read_iter, shmem_getpage_gfp, shmem_put_link, shmem_swapin_page, touch_buffer * 2, try_to_merge_one_page, unmap_page_range);
    `,
  ),
  debian(
    '6.1.192',
    '6.1.0-56-amd64',
    `
      struct user_namespace { int level; };
      int vfs_unlink(struct user_namespace *mnt_userns, struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);
      struct request { unsigned int __data_len; struct block_device *part; };
      clone finish_task_switch.isra.0;
      void mark_page_accessed(struct page *page);
      CALLERS(vfs_open, path_openat * 2);
      CALLERS(vfs_unlink, __do_sys_mq_unlink, do_unlinkat, handle_remove, unix_bind);
      CALLERS(mark_page_accessed, __find_get_block, follow_page_pte, touch_buffer, try_to_merge_one_page,
        unmap_page_range);
    `,
  ),
  debian(
    '6.12.117',
    '6.12.117+deb13-amd64',
    `
      struct mnt_idmap { unsigned int uid_map; };
      int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry, struct inode **delegated_inode);
      struct request { unsigned int __data_len; struct block_device *part; };
      notrace void blk_account_io_start(struct request *req);
      clone finish_task_switch.isra.0;
      void mark_page_accessed(struct page *page);
      CALLERS(vfs_open, backing_file_open, dentry_create, dentry_open, path_openat * 2);
      CALLERS(vfs_unlink, __do_sys_mq_unlink, do_unlinkat, handle_remove, unix_bind);
      CALLERS(blk_account_io_start, blk_execute_rq, blk_execute_rq_nowait, blk_insert_cloned_request,
        blk_mq_submit_bio);
      CALLERS(mark_page_accessed, follow_page_pte, try_to_merge_one_page);
    `,
  ),
  debian(
    '7.3.4',
    '7.3.4+deb13-amd64',
    `
      struct mnt_idmap { unsigned int uid_map; };
      struct delegated_inode { struct inode *di_inode; };
      int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry, struct delegated_inode *delegated_inode);
      struct request { unsigned int __data_len; struct block_device *part; struct bio_crypt_ctx *crypt_ctx; };
      notrace void blk_account_io_start(struct request *req);
      clone finish_task_switch.isra.0;
      CALLERS(vfs_open, backing_file_open, dentry_create, dentry_open, dentry_open_nonotify,
        kernel_file_open, path_openat * 2, vfs_lookup_open);
      CALLERS(vfs_unlink, __do_sys_mq_unlink, devtmpfs_work_loop, filename_unlinkat, unix_bind);
      CALLERS(blk_account_io_start, blk_execute_rq, blk_execute_rq_nowait, blk_insert_cloned_request,
        blk_mq_submit_bio);
    `,
  ),
];

/** A kernel of the same age of which only the types were read, in a store of its own. */
const partly = debian('6.6.30', '6.6.30-mine', 'int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir);', {
  complete: ['types', 'prototypes'],
});

/** Files of the directory the transcripts run in. */
export const fixtureFiles: Readonly<Record<string, string | Uint8Array>> = {
  'bundled/kernels.tfs': writeStore(kernels, { quality: 1 }),
  'mine/kernels.tfs': writeStore([partly], { quality: 1 }),
  'brought/kallsyms': [
    'ffffffff81000000 T _text',
    'ffffffff81001000 t vfs_open',
    'ffffffff81002000 T vfs_unlink',
    'ffffffff81003000 T _etext',
    '',
  ].join('\n'),
  'boot/config-6.6.30-mine': '# Linux/x86 6.6.30-mine Kernel Configuration\nCONFIG_KPROBE_EVENTS=y\n',
  'boot/System.map-6.6.30-mine': 'ffffffff81000000 T _text\nffffffff81001000 t vfs_open\nffffffff81003000 T _etext\n',
  'boot/unrelated': 'Not a kernel file.\n',
  'damaged/kernels.tfs': 'TFS? no',
  'unlink.kprobe_events': 'p:unlink vfs_unlink dentry=%si name=+16($arg2):string\n',
  'start.kprobe_events': '# Block requests\np:start blk_account_io_start rq=$arg1\n',
  'tools/open.kprobe_events': 'p:open vfs_open path=$arg1\n',
  'tools/exec.kprobe_events': 'e:exec sched/sched_process_exec pid=$pid\n',
  'tools/README': 'Not a trace definition.\n',
  'tools/image.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0),
  'trace.sh': "exit 7\necho 'p:open vfs_open path=$arg1' >> /sys/kernel/tracing/kprobe_events\n",
  'start.sh': "exit 7\necho 'p:start blk_account_io_start' >> /sys/kernel/tracing/kprobe_events\n",
  'configured/tracefit.config.yaml': [
    'files: [../start.kprobe_events, ../tools]',
    'ignore: [old/]',
    'targets: [fleet:old, latest]',
    'fleets:',
    '  old: 5.10, 6.1',
    'rules:',
    '  function-not-traceable: warning',
    'written-for: 5.10',
    '',
  ].join('\n'),
  'configured/suppressing.yaml': [
    'files: [../start.kprobe_events]',
    'targets: [">= 5.10"]',
    'suppressions:',
    '  - { rule: function-not-traceable, target: ">= 6.12", reason: the event is only for old kernels }',
    '  - { rule: function-missing, expires: 2020-01-01, reason: until the new tool is out }',
    '  - { rule: arg-changed, path: tools/, reason: nothing there any more }',
    '',
  ].join('\n'),
  'configured/misspelt.yaml': 'targets: [debian]\nfiels: [tools]\n',
  'configured/no-rule.yaml': 'rules:\n  function-mising: error\n',
  'configured/not-yaml.yaml': 'files: [tools\n',
  'configured/wrong-type.yaml': 'files: tools\n',
  'misspelt.baseline.yaml': 'version: 1\nfindigs: []\n',
  'changed.lock.yaml': [
    'version: 1',
    'kernel: debian/5.10.0-46-amd64',
    'files:',
    '  tools/open.kprobe_events:',
    '    - { kind: argument, name: vfs_open arg0, is: int fd, fingerprint: 000000000000 }',
    '',
  ].join('\n'),
  'prose/README': 'Not a trace definition.\n',
  'binary.kprobe_events': Uint8Array.of(0x70, 0x3a, 0, 1, 2, 3),
  'empty.kprobe_events': '',
  'broken.kprobe_events': 'p:unlink vfs_unlink d=%si\np:\n',
};
