import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const call = (kprobe: number) =>
  `enum { TRACE_EVENT_FL_TRACEPOINT = 16, TRACE_EVENT_FL_KPROBE = ${kprobe} };
  struct trace_event_call { int flags; }; int trace_call_bpf(struct trace_event_call *call, void *ctx);`;
const v612 = kernel('6.12', call(64));
const v618 = kernel('6.18', call(32));

const program = (define: string, test: string) => `#include "vmlinux.h"
${define}
SEC("kprobe/trace_call_bpf")
int BPF_KPROBE(on_call, struct trace_event_call *call) {
  if (${test}) return 1;
  return 0;
}`;
const read = 'BPF_CORE_READ(call, flags)';
const flag = '#define TRACE_EVENT_FL_KPROBE (1 << 6)';

export const cases = testRule(rule, [
  {
    name: 'finds a macro with the number that the kernel once had',
    lang: 'libbpf-c',
    trace: program(flag, `${read} & TRACE_EVENT_FL_KPROBE`),
    kernels: [v612, v618],
    findings: ['5:36 `TRACE_EVENT_FL_KPROBE` is not 64 on 6.18'],
    evidence: [
      'expected: TRACE_EVENT_FL_KPROBE = 64 on 6.12',
      'actual: TRACE_EVENT_FL_KPROBE = 32 on 6.18',
      'elsewhere: TRACE_EVENT_FL_KPROBE = 64 on 6.12',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'finds it where the macro stands before what it is compared with, and is made of others',
    lang: 'libbpf-c',
    trace: program(
      '#define KPROBE_BIT 6\n#define TRACE_EVENT_FL_KPROBE BIT(KPROBE_BIT)',
      `TRACE_EVENT_FL_KPROBE & ${read}`,
    ),
    kernels: [v612, v618],
    findings: ['6:7 `TRACE_EVENT_FL_KPROBE` is not 64 on 6.18'],
  },
  {
    name: "finds a copy of the kernel's enum, also behind a case",
    lang: 'bcc',
    trace: `from bcc import BPF
BPF(text="""
enum flags { TRACE_EVENT_FL_TRACEPOINT = 16, TRACE_EVENT_FL_KPROBE = 64 };
int kprobe__trace_call_bpf(struct pt_regs *ctx, struct trace_event_call *call) {
  switch (call->flags) {
  case TRACE_EVENT_FL_TRACEPOINT: return 1;
  case TRACE_EVENT_FL_KPROBE: return 2;
  }
  return 0;
}
""")`,
    kernels: [v612, v618],
    findings: ['7:8 `TRACE_EVENT_FL_KPROBE` is not 64 on 6.18'],
  },
  {
    name: 'finds a macro in a bpftrace script',
    trace: `#define TRACE_EVENT_FL_KPROBE 0x40
kprobe:trace_call_bpf /((struct trace_event_call *)arg0)->flags & TRACE_EVENT_FL_KPROBE/ { @ = count(); }`,
    kernels: [v612, v618],
    findings: ['2:67 `TRACE_EVENT_FL_KPROBE` is not 64 on 6.18'],
  },
  {
    name: 'tells that the number a program is compiled with is not right on all kernels',
    lang: 'libbpf-c',
    trace: program('', `${read} & TRACE_EVENT_FL_KPROBE`),
    kernels: [v612, v618],
    findings: [
      '5:36 `TRACE_EVENT_FL_KPROBE` is not the same number on all these kernels, and the one it was compiled with stays on 6.12, 6.18',
    ],
  },
  {
    name: 'holds the number a program is compiled with against the kernel it was written for',
    lang: 'libbpf-c',
    trace: program('', `${read} & TRACE_EVENT_FL_KPROBE`),
    kernels: [v612, v618],
    writtenFor: v618,
    findings: ['5:36 `TRACE_EVENT_FL_KPROBE` is not 32 on 6.12'],
  },
  {
    name: 'leaves a name alone that no kernel has with that number',
    lang: 'libbpf-c',
    trace: program('#define TRACE_EVENT_FL_KPROBE 3', `${read} & TRACE_EVENT_FL_KPROBE`),
    kernels: [v612, v618],
    findings: [],
  },
  {
    name: 'leaves a constant alone that libbpf takes from the kernel',
    lang: 'libbpf-c',
    trace: program(flag, `${read} & bpf_core_enum_value(enum trace_flags, TRACE_EVENT_FL_TRACEPOINT)`),
    kernels: [v612, v618],
    findings: [],
  },
  {
    name: 'leaves the number alone that BCC compiles in on each kernel',
    lang: 'bcc',
    trace: `from bcc import BPF
BPF(text="""
int kprobe__trace_call_bpf(struct pt_regs *ctx, struct trace_event_call *call) {
  return call->flags & TRACE_EVENT_FL_KPROBE;
}
""")`,
    kernels: [v612, v618],
    findings: [],
  },
]);
