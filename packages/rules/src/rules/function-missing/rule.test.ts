import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v516 = kernel(
  '5.16',
  'void __blk_account_io_start(struct request *rq); void blk_mq_bio_to_request(struct request *rq, struct bio *bio);',
);
const v515 = kernel(
  '5.15',
  'void blk_account_io_start(struct request *rq); void blk_mq_bio_to_request(struct request *rq, struct bio *bio);',
);

const v65 = kernel('6.5', 'void swap_readpage(struct page *page, bool synchronous, struct swap_iocb **plug);');
const v68 = kernel('6.8', 'void swap_read_folio(struct folio *folio, struct swap_iocb **plug);');

export const cases = testRule(rule, [
  {
    name: 'finds a function that is gone, and what may have taken its place',
    trace: 'p swap_readpage',
    kernels: [v65, v68],
    findings: ['1:3 `swap_readpage` does not exist on 6.8'],
    evidence: [
      'actual: not there on 6.8',
      'elsewhere: void swap_readpage(struct page *page, bool synchronous, struct swap_iocb **plug) on 6.5',
    ],
    candidates: ['swap_read_folio'],
    fix: ['Look at `swap_read_folio`, which may have taken its place.'],
    effect: 'error will-not-load',
  },
  {
    name: 'finds a function that is not there yet',
    trace: 'p swap_read_folio',
    kernels: [v65, v68],
    findings: ['1:3 `swap_read_folio` does not exist on 6.5'],
    candidates: ['swap_readpage'],
  },
  {
    name: 'finds a misspelled name that no kernel has',
    trace: 'p vfs_raed',
    kernels: kernel('6.1', 'ssize_t vfs_read(struct file *file, char *buf, size_t count, loff_t *pos);'),
    findings: ['1:3 `vfs_raed` does not exist'],
    candidates: ['vfs_read'],
  },
  {
    name: 'tells the function of a system call on this architecture, and the event that is the same on all',
    trace: 'p __arm64_sys_openat',
    kernels: kernel('6.1', 'SYSCALL(openat); long __x64_sys_openat(const struct pt_regs *regs);'),
    findings: ['1:3 `__arm64_sys_openat` does not exist'],
    candidates: ['__x64_sys_openat'],
    fix: [
      'Use the event `syscalls:sys_enter_openat`, which is the same on every architecture; the function is `__x64_sys_openat` here.',
    ],
  },
  {
    name: 'is silent about a function that is there',
    trace: 'p vfs_read',
    kernels: kernel('6.1', 'ssize_t vfs_read(struct file *file, char *buf, size_t count, loff_t *pos);'),
    findings: [],
  },
  {
    name: 'cannot tell where the modules were not read and another kernel has it in one',
    trace: 'p ext4_file_open',
    kernels: [
      kernel('6.1', 'module(ext4) int ext4_file_open(struct inode *inode, struct file *filp);'),
      kernel('6.8', 'int vfs_rmdir(struct inode *dir);', {
        complete: ['functions', 'prototypes', 'sections', 'config'],
      }),
    ],
    findings: [],
    unchecked: ['`ext4_file_open` is in the module ext4 on another kernel, and the modules of this one were not read'],
  },
  {
    name: 'cannot tell where only BTF was read',
    trace: 'p vfs_read',
    kernels: kernel('6.1', 'int vfs_rmdir(struct inode *dir);', { complete: ['prototypes', 'types'] }),
    findings: [],
    unchecked: ['the symbols of this kernel were not read, so whether it has `vfs_read` cannot be told'],
  },
  {
    name: 'finds a missing function in a module that was read, and that tracefs waits for it for ever',
    trace: 'p ext4:ext4_file_opened',
    kernels: kernel('6.1', 'module(ext4) int ext4_file_open(struct inode *inode, struct file *filp);'),
    findings: ['1:3 `ext4_file_opened` does not exist'],
    effect: 'error never-fires',
  },
  {
    name: 'warns of one of a list, which newer versions of bpftrace refuse where the script does not say what to do',
    trace: 'kprobe:blk_account_io_start, kprobe:__blk_account_io_start { @[arg0] = 1; }',
    kernels: v516,
    findings: ['1:1 `blk_account_io_start` does not exist'],
    effect: 'warning will-not-load',
    fix: [
      'Say `config = { missing_probes = warn }` before the probes: without it, bpftrace from 0.24 on refuses the script, where older ones warn and go on.',
    ],
  },
  {
    name: 'only mentions one of a list where another of it is there in its place',
    lang: 'bpftrace',
    trace:
      'config = { missing_probes = warn } kprobe:blk_account_io_start, kprobe:__blk_account_io_start { @[arg0] = 1; }',
    kernels: [v515, v516],
    findings: [
      '1:36 `blk_account_io_start` does not exist on 5.16',
      '1:65 `__blk_account_io_start` does not exist on 5.15',
    ],
    effect: 'info none',
  },
  {
    name: 'warns of one of a list where the others are something else',
    lang: 'bpftrace',
    trace:
      'config = { missing_probes = warn } kprobe:blk_account_io_start, kprobe:blk_mq_bio_to_request { @[arg0] = 1; }',
    kernels: v516,
    findings: ['1:36 `blk_account_io_start` does not exist'],
    effect: 'warning incomplete',
  },
  {
    name: 'finds a list of which nothing is there, once',
    trace: 'kprobe:_do_fork, kprobe:do_fork { @ = count(); }',
    kernels: [kernel('5.9', 'long _do_fork(int flags); int vfs_rmdir(void);'), v515, v516],
    findings: ['1:1 none of `_do_fork`, `do_fork` can be probed on 5.15, 5.16', '1:18 `do_fork` does not exist on 5.9'],
  },
  {
    name: 'tells in one finding why nothing of a list can be probed, whatever the reasons',
    trace: 'kprobe:blk_account_io_start, kprobe:__blk_account_io_start { @ = count(); }',
    kernels: kernel('6.12', 'notrace void blk_account_io_start(struct request *rq);'),
    findings: ['1:1 none of `blk_account_io_start`, `__blk_account_io_start` can be probed'],
  },
  {
    name: 'names the trace event that tells of the same, where the kernel has it',
    trace: 'kprobe:blk_account_io_start { @ = count(); }',
    kernels: [
      kernel('5.10', 'void blk_account_io_start(struct request *rq);'),
      kernel('6.12', 'void vfs_read(struct file *file); TRACE_EVENT(block, block_io_start, dev_t dev;);'),
    ],
    findings: ['1:1 `blk_account_io_start` does not exist on 6.12'],
    fix: ['Where it is there, the trace event `block:block_io_start` tells of the same.'],
  },
  {
    name: 'cannot tell where a script asks for the version in a way of its own, be it some lines before',
    trace: `import platform
from bcc import BPF
version = tuple(int(x) for x in platform.release().split(".")[:2])
b = BPF(text="int on(struct pt_regs *ctx) { return 0; }")
if version >= (5, 16):
    b.attach_kprobe(event="folio_account_dirtied", fn_name="on")
else:
    b.attach_kprobe(event="account_page_dirtied", fn_name="on")`,
    lang: 'bcc',
    kernels: kernel('5.10', 'void account_page_dirtied(struct page *page);'),
    findings: [],
    unchecked: [
      '`folio_account_dirtied` does not exist, if its guard holds there; tracefit cannot make the test `version >= (5, 16)`',
    ],
  },
]);
