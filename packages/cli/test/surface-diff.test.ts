import { surfaceDiff, usedEntries, withCandidates } from '@tracefit/checker';
import { snapshotKernel, type Dependency, type Kernel, type KernelSnapshot, type SurfaceDiff } from '@tracefit/model';
import { kernelDifferences } from '@tracefit/signatures';
import { kernelSnapshot } from '@tracefit/testing';

/** A kernel whose modules `read` were read, of which `untyped` without their types; all modules of it if none are named. */
interface Modules {
  readonly read?: readonly string[];
  readonly types?: KernelSnapshot['moduleTypes'];
  readonly config?: Readonly<Record<string, string>>;
}

function snapshot(version: string, text: string, { read, types, config = {} }: Modules = {}): KernelSnapshot {
  const whole = kernelSnapshot(version, text, { config });
  const complete = read ? whole.complete.filter((topic) => topic !== 'modules') : whole.complete;
  return { ...whole, complete, modules: read ?? whole.modules, ...(types && { moduleTypes: types }) };
}

interface Compared {
  readonly diff: SurfaceDiff;
  readonly before: Kernel;
  readonly after: Kernel;
}

function compare(before: KernelSnapshot, after: KernelSnapshot): Compared {
  const kernels = new Map([before, after].map((each) => [snapshotKernel(each), each]));
  const [old, now] = [...kernels.keys()];
  if (!old || !now) throw new Error('there are two');
  const snapshotOf = (kernel: Kernel) => kernels.get(kernel) ?? before;
  const diff = surfaceDiff(old, now, kernelDifferences(old, now, snapshotOf), { toolVersion: '1' });
  return { diff, before: old, after: now };
}

/** Each entry in a line: part, what became of it, name, details; `!` where it breaks traces. */
function lines({ entries }: SurfaceDiff): readonly string[] {
  return entries.map(({ part, change, name, breaking, details }) =>
    [`${part} ${change}${breaking ? '!' : ''} ${name}`, ...details.map(({ text }) => text)].join('; '),
  );
}

function between(before: string, after: string): readonly string[] {
  return lines(compare(snapshot('6.1', before), snapshot('6.12', after)).diff);
}

describe('functions of two kernels', () => {
  it('came, went, were inlined, copied, closed to probes and opened', () => {
    const before = `void blk_account_io_done(struct request *req); void blk_account_io_start(struct request *rq);
      static struct rq *finish_task_switch(struct task_struct *prev); int do_unlinkat(int dfd, struct filename *name);
      notrace void blk_mq_start_request(struct request *rq); void vfs_open(struct path *path);`;
    const after = `inlined void blk_account_io_done(struct request *req); notrace void blk_account_io_start(struct request *rq);
      clone finish_task_switch.isra.0; int filename_unlinkat(int dfd, struct filename *name);
      void blk_mq_start_request(struct request *rq); void vfs_open(struct path *path);`;
    expect(between(before, after)).toEqual([
      'functions inlined! blk_account_io_done; void blk_account_io_done(struct request *req)',
      'functions untraceable! blk_account_io_start; ftrace has no site at its entry (notrace)',
      'functions traceable blk_mq_start_request; ftrace has no site at its entry (notrace)',
      'functions renamed! do_unlinkat; now filename_unlinkat, since Linux 7.0, commit e50aae1d39ac',
      'functions added filename_unlinkat; int filename_unlinkat(int dfd, struct filename *name)',
      'functions cloned! finish_task_switch; only finish_task_switch.isra.0',
    ]);
  });

  it('are not closed to probes where nobody knows whether they were open', () => {
    const old = snapshot('6.1', 'void blk_account_io_start(struct request *rq);');
    const functions = old.functions.map((func) => ({ ...func, symbols: [{ letter: 't' }] }));
    const { diff } = compare(
      { ...old, functions },
      snapshot('6.12', 'notrace void blk_account_io_start(struct request *rq);'),
    );
    expect(lines(diff)).toEqual([]);
    expect(diff.notCompared).toContainEqual({
      part: 'functions',
      reason: 'whether those can be probed that one kernel refuses, which is not known of the other (1)',
    });
  });

  it('that went have candidates', () => {
    const { diff, before, after } = compare(
      snapshot('6.1', 'void __lock_page(struct page *page);'),
      snapshot('6.12', 'void __folio_lock(struct folio *folio); void munlock_page(struct page *page);'),
    );
    const gone = withCandidates(before, after, diff).entries.find(({ name }) => name === '__lock_page');
    expect(gone?.candidates?.[0]?.name).toBe('__folio_lock');
  });
});

describe('a name that the image and a module have', () => {
  it('is not compared: nothing tells whose prototype it is', () => {
    const before = 'static ssize_t state_show(struct device *dev, char *buf);';
    const after = `static ssize_t state_show(struct kobject *kobj, char *buf);
      module(md_mod) ssize_t state_show(struct kobject *kobj, char *buf);`;
    const { diff } = compare(snapshot('6.1', before), snapshot('6.12', after));
    expect(lines(diff)).toEqual([]);
    expect(diff.notCompared).toEqual([
      { part: 'functions', reason: 'prototypes of names that several parts of a kernel have (1)' },
    ]);
  });
});

describe('types of two kernels', () => {
  it('came, went, and have members that came, went, moved and are of other types, those of unnamed unions too', () => {
    const before = `struct request { struct gendisk *rq_disk; unsigned int __data_len; union { int a; long b; }; int tag; };
      struct hd_struct { int partno; };`;
    const after =
      'struct request { unsigned int __data_len; union { int a; unsigned long b; }; int tag; int internal_tag; };';
    expect(between(before, after)).toEqual([
      'structs removed! struct hd_struct',
      [
        'structs changed! struct request',
        'gone: struct gendisk *rq_disk',
        '__data_len was at byte 8, is at byte 0',
        'a was at byte 16, is at byte 8',
        'b was long int b, is long unsigned int b',
        'tag was at byte 24, is at byte 16',
        'new: int internal_tag',
        '32 bytes, now 24',
      ].join('; '),
    ]);
  });

  it('have constants that came, went and count otherwise, among them the helpers', () => {
    const before = 'enum bpf_func_id { BPF_FUNC_unspec, BPF_FUNC_map_lookup_elem, BPF_FUNC_override_return };';
    const after = 'enum bpf_func_id { BPF_FUNC_unspec, BPF_FUNC_override_return, BPF_FUNC_d_path };';
    expect(between(before, after)).toEqual([
      'enums changed! enum bpf_func_id; gone: BPF_FUNC_map_lookup_elem; BPF_FUNC_override_return was 2, is 1; new: BPF_FUNC_d_path',
      'helpers added bpf_d_path',
      'helpers removed! bpf_map_lookup_elem',
    ]);
  });
});

describe('another type', () => {
  it('breaks nothing where a value means the same to its reader', () => {
    const before = `typedef unsigned int u32; struct qstr { int len; }; struct inode { unsigned int i_flags; u32 i_count; };
      int vfs_create(struct qstr *name, u32 mode);`;
    const after = `typedef unsigned int u32; struct qstr { int len; }; struct inode { const u32 i_flags; long i_count; };
      int vfs_create(const struct qstr *name, unsigned int mode);`;
    expect(between(before, after)).toEqual([
      'functions changed vfs_create; name was struct qstr *, is const struct qstr *; mode was u32, is unsigned int',
      'structs changed! struct inode; i_flags was unsigned int i_flags, is const u32 i_flags; i_count was u32 i_count, is long int i_count; 8 bytes, now 16',
    ]);
  });
});

describe('events of two kernels', () => {
  it('have fields, raw tracepoints arguments', () => {
    const before = `TRACE_EVENT(block, block_rq_issue, dev_t dev; unsigned int bytes; char comm[16];);
      DECLARE_TRACE(block_rq_issue, struct request_queue *q, struct request *rq); SYSCALL(lookup_dcookie);`;
    const after = `TRACE_EVENT(block, block_rq_issue, dev_t dev; unsigned short ioprio; unsigned int bytes;);
      DECLARE_TRACE(block_rq_issue, struct request *rq); SYSCALL(mseal);`;
    expect(between(before, after)).toEqual([
      'tracepoints changed! block:block_rq_issue; bytes was 4 bytes at 16, is 4 bytes at 20; gone: char[16] comm; new: short unsigned int ioprio',
      'raw_tracepoints changed! block_rq_issue; arg0 struct request_queue *q is gone; rq moved from arg1 to arg0',
      'syscalls removed! lookup_dcookie; lookup_dcookie()',
      'syscalls added mseal; mseal()',
    ]);
  });
});

describe('hooks of Linux security modules', () => {
  it('have their result behind the last argument', () => {
    const before = 'inlined int bpf_lsm_inode_killpriv(struct dentry *dentry);';
    const after = 'inlined int bpf_lsm_inode_killpriv(struct dentry *dentry, int mask);';
    expect(between(before, after)).toEqual([
      'lsm_hooks changed! inode_killpriv; new: arg1 int mask; the result moved from arg1 to arg2',
    ]);
  });
});

describe('what is of modules', () => {
  const ext4 = 'module(ext4) int ext4_file_open(struct inode *inode, struct file *filp);';

  it('is not said to be gone where the module was not read', () => {
    const { diff } = compare(snapshot('6.1', ext4), snapshot('6.12', '', { read: [] }));
    expect(lines(diff)).toEqual([]);
    expect(diff.notCompared).toEqual([
      { part: 'functions', reason: 'those of modules that were not read of 6.12 (1)' },
    ]);
  });

  it('is gone where it was read', () => {
    const { diff } = compare(snapshot('6.1', ext4), snapshot('6.12', '', { read: ['ext4'] }));
    expect(lines(diff)).toEqual([
      'functions removed! ext4_file_open; int ext4_file_open(struct inode *inode, struct file *filp)',
    ]);
    expect(diff.entries[0]?.module).toBe('ext4');
  });

  it('has no types on kernels whose modules have no BTF', () => {
    const types = [{ kind: 'struct', name: 'ext4_inode_info', modules: ['ext4'] }] as const;
    const text = 'struct ext4_inode_info { int i_flags; };';
    const { diff } = compare(snapshot('5.10', ''), snapshot('6.12', text, { types }));
    expect(lines(diff)).toEqual([]);
    expect(diff.notCompared).toEqual([{ part: 'structs', reason: 'those of modules, which have no BTF on 5.10 (1)' }]);
    const config = { CONFIG_DEBUG_INFO_BTF_MODULES: 'y' };
    expect(lines(compare(snapshot('6.1', '', { config }), snapshot('6.12', text, { types, config })).diff)).toEqual([
      'structs added struct ext4_inode_info',
    ]);
  });
});

describe('what definitions rely on', () => {
  const rely = (kind: Dependency['kind'], name: string): Dependency => ({
    file: 'tool.bt',
    probe: 'kprobe:vfs_unlink',
    line: 7,
    column: 1,
    length: 3,
    optional: false,
    kind,
    name,
  });
  const before = `int vfs_unlink(struct inode *dir, struct dentry *dentry); int vfs_rmdir(struct dentry *dentry);
    struct dentry { int d_flags; long d_fsdata; struct qstr d_name; }; struct qstr { int len; const char *name; };
    enum pid_type { PIDTYPE_PID, PIDTYPE_PGID };`;
  const after = `int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry);
    struct dentry { int d_flags; struct qstr d_name; }; struct qstr { int len; const unsigned char *name; };
    enum pid_type { PIDTYPE_PID, PIDTYPE_TGID, PIDTYPE_PGID };`;
  const used = (...dependencies: readonly Dependency[]) => {
    const { diff, before: old, after: now } = compare(snapshot('5.10', before), snapshot('6.12', after));
    return usedEntries(diff, dependencies, old, now);
  };

  it.each([
    [rely('function', 'vfs_unlink'), []],
    [rely('function', 'vfs_rm*'), ['functions removed! vfs_rmdir; int vfs_rmdir(struct dentry *dentry)']],
    [rely('argument', 'vfs_unlink arg1'), ['functions changed! vfs_unlink; dentry moved from arg1 to arg2']],
    [rely('argument', 'vfs_unlink dentry'), ['functions changed! vfs_unlink; dentry moved from arg1 to arg2']],
    [rely('result', 'vfs_unlink'), []],
    [rely('member', 'struct dentry.d_flags'), []],
    [rely('member', 'struct dentry.d_fsdata'), ['structs changed! struct dentry; gone: long int d_fsdata']],
    [
      rely('relocation', 'struct dentry___old.d_name.name'),
      ['structs changed struct qstr; name was const char *name, is const unsigned char *name'],
    ],
    [rely('constant', 'PIDTYPE_PGID'), ['enums changed! enum pid_type; PIDTYPE_PGID was 1, is 2']],
  ])('%#: is all that is left of a diff', (dependency, expected) => {
    expect(lines(used(dependency))).toEqual(expected);
  });

  it('has its places', () => {
    expect(used(rely('function', 'vfs_rmdir')).entries[0]?.usedBy).toEqual([{ file: 'tool.bt', line: 7 }]);
  });

  it('is said where neither kernel has it: no difference is not fine then', () => {
    const missing = [rely('function', 'vfs_unlnk'), rely('tracepoint', 'block:block_rq_isue')];
    const rename = { ...rely('function', 'vfs_rename2'), optional: true };
    const { entries, notCompared } = used(
      ...missing,
      rename,
      rely('function', 'vfs_rmdir'),
      rely('function', 'vfs_x*'),
    );
    expect(entries).toHaveLength(1);
    expect(notCompared).toEqual([
      { part: 'functions', reason: 'seen on neither kernel, though relied on: vfs_unlnk' },
      { part: 'tracepoints', reason: 'seen on neither kernel, though relied on: block:block_rq_isue' },
    ]);
  });

  it('is said where a diff does not tell of it', () => {
    expect(used(rely('symbol', 'init_task')).notCompared).toEqual([
      { reason: '1 symbol of what is relied on, "tracefit check" looks at them' },
    ]);
  });
});
