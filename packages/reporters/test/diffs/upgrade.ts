import type { SurfaceDiff, SurfaceEntry } from '@tracefit/model';

const before = {
  id: 'debian/6.1.0-56-amd64',
  distro: 'debian',
  release: '6.1.0-56-amd64',
  version: '6.1.192',
  arch: 'x86_64',
};
const after = { id: 'debian/7.3.4-amd64', distro: 'debian', release: '7.3.4-amd64', version: '7.3.4', arch: 'x86_64' };

const entries: readonly SurfaceEntry[] = [
  {
    part: 'functions',
    name: 'blk_account_io_start',
    change: 'untraceable',
    breaking: true,
    details: [{ kind: 'is', text: 'ftrace has no site at its entry (notrace)', breaking: true }],
  },
  {
    part: 'functions',
    name: '__lock_page',
    change: 'removed',
    breaking: true,
    details: [{ kind: 'is', text: 'void __lock_page(struct page *page)', breaking: true }],
    candidates: [{ name: '__folio_lock', score: 0.9 }],
  },
  {
    part: 'functions',
    name: 'vfs_unlink',
    change: 'changed',
    breaking: true,
    details: [
      { kind: 'moved', about: 'arg1', text: 'dentry moved from arg1 to arg2', breaking: true },
      { kind: 'returns', text: 'returned int, returns long', breaking: true },
    ],
  },
  {
    part: 'functions',
    name: 'xfs_file_open',
    change: 'added',
    breaking: false,
    module: 'xfs',
    details: [{ kind: 'is', text: 'int xfs_file_open(struct inode *inode, struct file *file)', breaking: false }],
  },
  {
    part: 'structs',
    name: 'struct request',
    change: 'changed',
    breaking: true,
    details: [
      { kind: 'removed', about: 'rq_disk', text: 'gone: struct gendisk *rq_disk', breaking: true },
      { kind: 'moved', about: 'tag', text: 'tag was at byte 32, is at byte 28', breaking: false },
    ],
  },
  { part: 'tracepoints', name: 'block:block_rq_issue', change: 'removed', breaking: true, details: [] },
  {
    part: 'config',
    name: 'CONFIG_FPROBE',
    change: 'changed',
    breaking: false,
    details: [{ kind: 'is', text: 'not set, now y', breaking: false }],
  },
];

/** Two kernels, a change of each kind. */
export const upgrade: SurfaceDiff = {
  tool: { name: 'tracefit', version: '1.2.3' },
  before,
  after,
  entries,
  notCompared: [
    { part: 'functions', reason: 'those of modules that were not read of debian/7.3.4-amd64 (12)' },
    { reason: '1 offset of what is relied on, "tracefit check" looks at them' },
  ],
};

/** The same, as far as two scripts rely on it. */
export const upgradeOfScripts: SurfaceDiff = {
  ...upgrade,
  entries: entries.slice(1, 3).map((entry) => ({
    ...entry,
    usedBy: [
      { file: 'tools/vfs unlink.bt', line: 3 },
      { file: 'tools/vfs unlink.bt', line: 7 },
      { file: 'tools/pages.py', line: 12 },
    ],
  })),
};

/** Two kernels with nothing between them. */
export const same: SurfaceDiff = { ...upgrade, entries: [], notCompared: [] };

/** Names and paths that would leave the place they are put into. */
export const hostile: SurfaceDiff = {
  ...upgrade,
  before: { ...before, id: '"\'><img src=x>\u001b[31m' },
  entries: [
    {
      part: 'functions',
      name: '</script><img src=x onerror=alert(1)>\u001b[2J\n::error::%0A',
      change: 'removed',
      breaking: true,
      details: [{ kind: 'is', text: ']]> & <b> `\u202e`', breaking: true }],
      usedBy: [{ file: 'a,b:c\n%.bt', line: 1 }],
    },
  ],
};
