import type { Report } from '@tracefit/model';
import { backports, bookworm, bullseye, trixie, verdicts } from './kernels';

/** A script that was right on 5.10 and reads the wrong argument from then on. */
export const oneFinding: Report = {
  tool: { name: 'tracefit', version: '0.1.0' },
  targets: [bullseye, bookworm, trixie, backports],
  files: [
    {
      path: 'tools/vfs-unlink.bt',
      format: 'bpftrace',
      probes: [
        {
          attach: { kind: 'kprobe', name: 'vfs_unlink' },
          line: 1,
          column: 1,
          verdicts: verdicts([bullseye, 'fits'], [bookworm, 'breaks'], [trixie, 'breaks'], [backports, 'breaks']),
        },
      ],
      problems: [],
    },
  ],
  findings: [
    {
      rule: 'arg-changed',
      severity: 'error',
      effect: 'wrong-data',
      message: '`arg1` of `vfs_unlink` is not the `struct dentry *` it is read as',
      file: 'tools/vfs-unlink.bt',
      line: 3,
      column: 24,
      length: 4,
      probe: 'kprobe:vfs_unlink',
      targets: [bookworm.id, trixie.id, backports.id],
      evidence: [
        { kind: 'expected', text: 'struct dentry *', targets: [] },
        { kind: 'elsewhere', text: 'struct dentry *dentry', targets: [bullseye.id] },
        { kind: 'actual', text: 'struct inode *dir', targets: [bookworm.id, trixie.id, backports.id] },
      ],
      prototypes: [
        {
          text: 'int vfs_unlink(struct inode *dir, struct dentry *dentry, struct inode **delegated_inode)',
          targets: [bullseye.id],
        },
        {
          text: 'int vfs_unlink(struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry, struct inode **delegated_inode)',
          targets: [bookworm.id, trixie.id, backports.id],
        },
      ],
      fix: 'read the dentry from `arg2` there, or use `fentry:vfs_unlink` with `args.dentry`',
      candidates: [],
      fingerprint: '0f5e9a3c71d2',
    },
  ],
  suppressed: [],
  staleSuppressions: [],
  unchecked: [],
  summary: {
    files: 1,
    probes: 1,
    targets: 4,
    verdicts: { fits: 1, breaks: 3, unknown: 0 },
    findings: { error: 1, warning: 0, info: 0 },
    suppressed: 0,
    unchecked: 0,
    skipped: 0,
  },
};

export const oneFindingSources: Readonly<Record<string, string>> = {
  'tools/vfs-unlink.bt': [
    'kprobe:vfs_unlink',
    '{',
    '\t$d = (struct dentry *)arg1;',
    '\tprintf("%s\\n", str($d->d_name.name));',
    '}',
    '',
  ].join('\n'),
};
