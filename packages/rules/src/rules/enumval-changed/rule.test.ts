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

const perf = (constants: string) => `enum perf_event_state { ${constants} };
  struct perf_event { enum perf_event_state state; int cpu; }; int perf_event_release_kernel(struct perf_event *event);`;
const p612 = kernel('6.12', perf('PERF_EVENT_STATE_DEAD = -4, PERF_EVENT_STATE_EXIT = -3'));
const p618 = kernel(
  '6.18',
  perf('PERF_EVENT_STATE_DEAD = -5, PERF_EVENT_STATE_REVOKED = -4, PERF_EVENT_STATE_EXIT = -3'),
);

const migrated = (version: string, constants: string) =>
  kernel(
    version,
    `enum migrate_reason { ${constants} }; TRACE_EVENT(migrate, mm_migrate_pages, enum migrate_reason reason;);`,
  );

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
  {
    name: 'finds a number that stood for a constant on the kernel the script was written for, and stands for another',
    trace: 'kprobe:perf_event_release_kernel /((struct perf_event *)arg0)->state == -4/ { @ = count(); }',
    kernels: [p612, p618],
    writtenFor: p612,
    findings: ['1:73 `-4` does not mean `PERF_EVENT_STATE_DEAD` on 6.18'],
    evidence: [
      'expected: PERF_EVENT_STATE_DEAD = -4 on 6.12',
      'actual: PERF_EVENT_STATE_REVOKED = -4; PERF_EVENT_STATE_DEAD = -5 on 6.18',
      'elsewhere: PERF_EVENT_STATE_DEAD = -4 on 6.12',
    ],
    fix: [
      'Write `PERF_EVENT_STATE_DEAD` in place of the number: bpftrace and BCC take it from the kernel, a libbpf program with `bpf_core_enum_value`.',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'tells that kernels do not agree about what a number means, also where it was kept in a variable',
    lang: 'libbpf-c',
    trace: `SEC("kprobe/perf_event_release_kernel")
int BPF_KPROBE(on_release, struct perf_event *event) {
  int state = BPF_CORE_READ(event, state);
  return state != -4;
}`,
    kernels: [p612, p618],
    findings: ['4:19 `-4` does not mean the same on all these kernels on 6.12, 6.18'],
  },
  {
    name: 'finds a number in the filter of an event, and one on the left',
    lang: 'shell',
    trace: `perf trace -e migrate:mm_migrate_pages --filter 'reason == 7'
bpftrace -e 'tracepoint:migrate:mm_migrate_pages { if (7 != args.reason) { @ = count(); } }'`,
    kernels: [migrated('5.10', 'MR_NUMA = 7'), migrated('6.1', 'MR_NUMA = 5, MR_DEMOTION = 7')],
    writtenFor: migrated('5.10', 'MR_NUMA = 7'),
    findings: ['1:50 `7` does not mean `MR_NUMA` on 6.1', '2:56 `7` does not mean `MR_NUMA` on 6.1'],
  },
  {
    name: 'leaves a number alone whose constant is gone, and one of what is no enum',
    trace: `kprobe:perf_event_release_kernel {
  $event = (struct perf_event *)arg0;
  if ($event->state == -5) { @a = count(); }
  if ($event->cpu == -4) { @b = count(); }
}`,
    kernels: [p612, kernel('6.20', perf('PERF_EVENT_STATE_GONE = -5'))],
    writtenFor: kernel('6.20', perf('PERF_EVENT_STATE_GONE = -5')),
    findings: [],
  },
]);
