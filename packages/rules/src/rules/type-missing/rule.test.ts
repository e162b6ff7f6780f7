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
  {
    name: 'cannot tell of BCC where only the build does not use the type: the headers of the series have it',
    lang: 'bcc',
    trace: `from bcc import BPF
BPF(text='int kprobe__vfs_rename(struct pt_regs *ctx, struct renamedata *rd) { bpf_trace_printk("%p", rd->old_dir); return 0; }')`,
    kernels: [kernel('6.1.170', rename), kernel('6.1.192', defined)],
    findings: [],
    unchecked: [
      'no code that was read of this kernel uses `struct renamedata`; BCC takes it from the headers, which other builds around it have it in',
    ],
  },
  {
    name: 'finds a struct that the headers of no kernel around have',
    lang: 'bcc',
    trace: `from bcc import BPF
BPF(text='int kprobe__vfs_rename(struct pt_regs *ctx, struct renamedata *rd) { bpf_trace_printk("%p", rd->old_dir); return 0; }')`,
    kernels: [kernel('5.10', rename), kernel('6.1', defined)],
    findings: ['2:55 `struct renamedata` does not exist on 5.10'],
  },
]);
