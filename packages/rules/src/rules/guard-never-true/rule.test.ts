import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const script = (field: string) => `from bcc import BPF
b = BPF(text="int f(struct pt_regs *ctx) { return 0; }")
if BPF.kernel_struct_has_field(b"renamedata", b"${field}") == 1:
    b.attach_kprobe(event="vfs_rename", fn_name="f")
`;
const v510 = kernel('5.10', 'struct renamedata { struct inode *old_dir; };');
const v61 = kernel('6.1', 'struct renamedata { struct user_namespace *old_mnt_userns; };');

export const cases = testRule(rule, [
  {
    name: 'finds a member whose name is misspelled',
    trace: script('old_mnt_usrns'),
    lang: 'bcc',
    kernels: [v510, v61],
    findings: ['3:4 the test whether `struct renamedata` has `old_mnt_usrns` holds on no kernel at hand on 5.10, 6.1'],
    fix: ['Ask for `old_mnt_userns`, if that is meant.'],
    effect: 'warning incomplete',
  },
  {
    name: 'is silent about a member that some kernel has',
    trace: script('old_mnt_userns'),
    lang: 'bcc',
    kernels: [v510, v61],
    findings: [],
  },
  {
    name: 'is silent about a name like no other: an older kernel may have it',
    trace: script('flags2'),
    lang: 'bcc',
    kernels: [v510, v61],
    findings: [],
  },
  {
    name: 'is silent about a function that differs by an underscore from one that is there',
    trace: `from bcc import BPF
b = BPF(text="int f(struct pt_regs *ctx) { return 0; }")
if BPF.get_kprobe_functions(b"_do_fork"):
    b.attach_kprobe(event="_do_fork", fn_name="f")
`,
    lang: 'bcc',
    kernels: kernel('6.1', 'long do_fork(int flags);'),
    findings: [],
  },
  {
    name: 'finds it in the source of a libbpf program',
    lang: 'libbpf-c',
    trace: `#include "vmlinux.h"
SEC("kprobe/vfs_rename")
int BPF_KPROBE(on_rename, struct renamedata *rd) {
  if (bpf_core_field_exists(rd->old_mnt_usrns)) return BPF_CORE_READ(rd, old_mnt_usrns) != 0;
  return 0;
}`,
    kernels: [v510, v61],
    findings: ['4:7 the test whether `struct renamedata` has `old_mnt_usrns` holds on no kernel at hand on 5.10, 6.1'],
    fix: ['Ask for `old_mnt_userns`, if that is meant.'],
  },
]);
