import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const v510 = kernel('5.10', 'DECLARE_TRACE(block_rq_issue, struct request_queue *q, struct request *rq);');
const v511 = kernel('5.11', 'DECLARE_TRACE(block_rq_issue, struct request *rq);');

export const cases = testRule(rule, [
  {
    name: 'finds an argument that is not what it is cast to',
    trace: 'rawtracepoint:block_rq_issue { @[((struct request_queue *)arg0)->id] = count(); }',
    kernels: [
      kernel(
        '5.10',
        'struct request_queue { int id; }; struct request { int tag; }; DECLARE_TRACE(block_rq_issue, struct request_queue *q, struct request *rq);',
      ),
      kernel(
        '5.11',
        'struct request_queue { int id; }; struct request { int tag; }; DECLARE_TRACE(block_rq_issue, struct request *rq);',
      ),
    ],
    findings: ['1:59 `arg0` of the raw tracepoint `block_rq_issue` is not `struct request_queue *` on 5.11'],
  },
  {
    name: 'finds an argument that is not what it was on the kernel the script was written for',
    trace: 'rawtracepoint:block_rq_issue { @[arg0] = count(); }',
    kernels: [v510, v511],
    writtenFor: v510,
    findings: ['1:34 `arg0` of the raw tracepoint `block_rq_issue` is not `struct request_queue *q` on 5.11'],
  },
  {
    name: 'tells that kernels do not agree where the script says nothing',
    trace: 'rawtracepoint:block_rq_issue { @[arg0] = count(); }',
    kernels: [v510, v511],
    findings: [
      '1:34 `arg0` of the raw tracepoint `block_rq_issue` is not the same thing on all these kernels on 5.10, 5.11',
    ],
  },
  {
    name: 'is silent about an argument behind those that are read',
    trace: 'rawtracepoint:sched_switch { @[arg0] = count(); }',
    kernels: [
      kernel('5.17', 'DECLARE_TRACE(sched_switch, bool preempt, struct task_struct *prev, struct task_struct *next);'),
      kernel(
        '5.18',
        'DECLARE_TRACE(sched_switch, bool preempt, struct task_struct *prev, struct task_struct *next, unsigned int prev_state);',
      ),
    ],
    findings: [],
  },
  {
    name: 'finds a number where another kernel has the pointer that is declared',
    lang: 'libbpf-c',
    trace: `SEC("raw_tp/mm_khugepaged_scan_file")
int BPF_PROG(scan, struct mm_struct *mm, struct page *page) { bpf_printk("%lx", page); return 0; }`,
    kernels: [
      kernel(
        '6.1',
        'struct page { int x; }; struct mm_struct { int x; }; DECLARE_TRACE(mm_khugepaged_scan_file, struct mm_struct *mm, struct page *page);',
      ),
      kernel(
        '6.12',
        'struct page { int x; }; struct mm_struct { int x; }; DECLARE_TRACE(mm_khugepaged_scan_file, struct mm_struct *mm, unsigned long pfn);',
      ),
    ],
    findings: ['2:42 `argument 2` of the raw tracepoint `mm_khugepaged_scan_file` is not `struct page *page` on 6.12'],
  },
  {
    name: 'is silent about a number that no kernel has as the pointer it is cast to',
    lang: 'libbpf-c',
    trace: `SEC("raw_tp/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, struct file *id) { bpf_printk("%lx", id); return 0; }`,
    kernels: kernel(
      '6.12',
      'struct file { int x; }; struct pt_regs { long ax; }; DECLARE_TRACE(sys_enter, struct pt_regs *regs, long id);',
    ),
    findings: [],
  },
]);
