import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const script = `from bcc import BPF
b = BPF(text="int f(struct pt_regs *ctx) { return 0; }")
if BPF.get_kprobe_functions(b"__blk_account_io_start"):
    b.attach_kprobe(event="__blk_account_io_start", fn_name="f")
else:
    b.attach_kprobe(event="blk_account_io_start", fn_name="f")
`;
const v510 = kernel('5.10', 'void blk_account_io_start(struct request *rq);');
const v61 = kernel('6.1', 'void __blk_account_io_start(struct request *rq);');

export const cases = testRule(rule, [
  {
    name: 'finds a kernel that has neither of two functions',
    trace: script,
    lang: 'bcc',
    kernels: [v510, v61, kernel('6.6', 'void blk_mq_start_request(struct request *rq);')],
    findings: ['3:4 none of the branches of the test whether `__blk_account_io_start` is there fits on 6.6'],
    evidence: [
      'actual: `blk_account_io_start` does not exist; `__blk_account_io_start` does not exist on 6.6',
      'elsewhere: void blk_account_io_start(struct request *rq) on 5.10',
    ],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent where one of the two functions is there',
    trace: script,
    lang: 'bcc',
    kernels: [v510, v61],
    findings: [],
  },
  {
    name: 'is silent about what is wrong in both branches alike',
    trace: `from bcc import BPF
b = BPF(text="int f(struct pt_regs *ctx) { return 0; }")
if BPF.get_kprobe_functions(b"vfs_read"):
    b.attach_kprobe(event="tcp_drop", fn_name="f")
else:
    b.attach_kretprobe(event="tcp_drop", fn_name="f")
`,
    lang: 'bcc',
    kernels: kernel('6.1', 'int vfs_read(struct file *file);'),
    findings: [],
  },
  {
    name: 'is silent where a test has one branch only',
    trace: `from bcc import BPF
b = BPF(text="int f(struct pt_regs *ctx) { return 0; }")
if BPF.get_kprobe_functions(b"vfs_read"):
    b.attach_kprobe(event="tcp_drop", fn_name="f")
`,
    lang: 'bcc',
    kernels: kernel('6.1', 'int vfs_read(struct file *file);'),
    findings: [],
  },
  {
    name: 'finds a libbpf program whose tests know neither of the names that a member has had',
    lang: 'libbpf-c',
    trace: `#include "vmlinux.h"
SEC("kprobe/blk_mq_start_request")
int BPF_KPROBE(on_start, struct request *rq) {
  if (bpf_core_field_exists(rq->rq_disk)) return BPF_CORE_READ(rq, rq_disk) != 0;
  return BPF_CORE_READ(rq, disk) != 0;
}`,
    kernels: kernel(
      '6.1',
      'struct request_queue { struct gendisk *disk; }; struct request { struct request_queue *q; }; void blk_mq_start_request(struct request *rq);',
    ),
    findings: ['4:7 none of the branches of the test whether `struct request` has `rq_disk` fits'],
  },
]);
