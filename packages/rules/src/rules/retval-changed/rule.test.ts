import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v614 = kernel('6.14', 'int vfs_mkdir(struct inode *dir, struct dentry *dentry);');
const v615 = kernel('6.15', 'struct dentry *vfs_mkdir(struct inode *dir, struct dentry *dentry);');

export const cases = testRule(rule, [
  {
    name: 'finds a number that became a pointer since the kernel the script was written for',
    trace: 'r vfs_mkdir ret=$retval',
    kernels: [v614, v615],
    writtenFor: v614,
    findings: ['1:17 `vfs_mkdir` does not return `int`, which `$retval` is read as on 6.15'],
    evidence: [
      'expected: int on 6.14',
      'actual: it returns struct dentry * on 6.15',
      'elsewhere: int vfs_mkdir(struct inode *dir, struct dentry *dentry) on 6.14',
    ],
  },
  {
    name: 'tells that the kernels do not agree where none was named',
    trace: 'kretprobe:vfs_mkdir { @[retval] = count(); }',
    kernels: [v614, v615],
    findings: [
      '1:25 `vfs_mkdir` does not return the same thing on all these kernels, and `retval` is read as one on 6.14, 6.15',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'finds a result that is not what it is cast to',
    trace: 'kretprobe:vfs_mkdir { print(((struct dentry *)retval)->d_inode); }',
    kernels: [
      kernel(
        '6.14',
        'struct inode { int i_ino; }; struct dentry { struct inode *d_inode; }; int vfs_mkdir(struct inode *dir);',
      ),
    ],
    findings: ['1:47 `vfs_mkdir` does not return `struct dentry *`, which `retval` is read as'],
  },
  {
    name: 'is silent where nobody reads it',
    trace: 'r vfs_mkdir',
    kernels: [v614, v615],
    findings: [],
  },
  {
    name: 'is silent about a number of another size where no kernel was named',
    trace: 'r vfs_mkdir ret=$retval',
    kernels: [v614, kernel('6.13', 'long vfs_mkdir(struct inode *dir, struct dentry *dentry);')],
    findings: [],
  },
  {
    name: 'tells of a number that became a truth value, since 0 was success',
    trace: 'kretprobe:folio_isolate_lru /retval == 0/ { @ = count(); }',
    kernels: [
      kernel('6.1', 'int folio_isolate_lru(struct folio *folio);'),
      kernel('6.12', 'bool folio_isolate_lru(struct folio *folio);'),
    ],
    findings: [
      '1:30 `folio_isolate_lru` does not return the same thing on all these kernels, and `retval` is read as one on 6.1, 6.12',
    ],
  },
]);
