import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const rename = 'int vfs_rename(struct renamedata *rd);';
const defined = `struct renamedata { struct inode *old_dir; }; ${rename}`;
const script = 'kprobe:vfs_rename { $rd = (struct renamedata *)arg0; printf("%p", $rd->old_dir); }';

export const cases = testRule(rule, [
  {
    name: 'finds a struct that is not there yet',
    trace: script,
    kernels: [kernel('5.10', 'int vfs_rename(struct inode *old_dir);'), kernel('6.1', defined)],
    findings: ['1:28 `struct renamedata` does not exist on 5.10'],
    evidence: ['actual: not there on 5.10', 'elsewhere: exists on 6.1'],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent about a struct that the script declares',
    trace: `struct renamedata { long old_dir; }\n${script}`,
    kernels: kernel('5.10', 'int vfs_rename(struct inode *old_dir);'),
    findings: [],
  },
  {
    name: 'cannot tell where the modules were not read',
    trace: script,
    kernels: kernel('6.1', rename, { complete: ['functions', 'prototypes', 'sections', 'types'] }),
    findings: [],
    unchecked: ['`struct renamedata` is not in the image, and the modules of this kernel were not read'],
  },
]);
