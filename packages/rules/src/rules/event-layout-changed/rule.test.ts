import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const record = (...fields: readonly string[]) =>
  `TRACE_EVENT(sched, sched_wakeup, char comm[16]; int pid; int prio; ${fields.join(' ')});`;
const v510 = kernel('5.10', record('int success;', 'int target_cpu;'));
const v61 = kernel('6.1', record('int target_cpu;'));
const own = 'struct woken { unsigned long common; char comm[16]; int pid; int prio; int success; int target_cpu; };';
const lang = 'bpf-object';

export const cases = testRule(rule, [
  {
    name: 'finds a field that moved under a struct of the program, and one that is gone',
    lang,
    trace: `${own}
SEC("tracepoint/sched/sched_wakeup") // int on_wakeup(struct woken *ctx)
r2 = *(u32 *)(r1 + 36)
r2 = *(u32 *)(r1 + 32)
exit`,
    kernels: [v510, v61],
    findings: [
      '2:1 `target_cpu` is not where the script reads it in the record of `sched:sched_wakeup`, at byte 36 on 6.1',
      '4:1 `success` is not where the script reads it in the record of `sched:sched_wakeup`, at byte 32 on 6.1',
    ],
    evidence: [
      'expected: target_cpu at byte 36',
      'actual: no field is there; `target_cpu` is at byte 32, 4 bytes long on 6.1',
      'elsewhere: int target_cpu, at byte 36 on 5.10',
      'expected: success at byte 32 on 5.10',
      'actual: `int target_cpu` is there, at byte 32; the record has no `success` on 6.1',
      'elsewhere: int success, at byte 32 on 5.10',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'finds them in C for libbpf, by a cast and by another name for the context',
    lang: 'libbpf-c',
    trace: `#include "vmlinux.h"
struct woken { u64 common; char comm[16]; int pid; int prio; int success; int target_cpu; };
SEC("tp/sched/sched_wakeup")
int on_wakeup(void *ctx) {
  struct woken *args = ctx;
  return args->target_cpu + ((struct woken *)ctx)->success;
}`,
    kernels: [v510, v61],
    findings: [
      '6:10 `target_cpu` is not where the script reads it in the record of `sched:sched_wakeup`, at byte 36 on 6.1',
      '6:29 `success` is not where the script reads it in the record of `sched:sched_wakeup`, at byte 32 on 6.1',
    ],
    effect: 'error wrong-data',
  },
  {
    name: 'finds them in a BCC tool that attaches its own handler to an event',
    lang: 'bcc',
    trace: `from bcc import BPF
b = BPF(text="""
struct woken { u64 common; char comm[16]; int pid; int prio; int success; int target_cpu; };
static int same(struct woken *other) { return other->success; }
int on_wakeup(struct woken *args) { struct woken copy = {}; return args->success + args->prio + same(&copy); }
""")
b.attach_tracepoint(tp="sched:sched_wakeup", fn_name="on_wakeup")`,
    kernels: [v510, v61],
    findings: [
      '5:68 `success` is not where the script reads it in the record of `sched:sched_wakeup`, at byte 32 on 6.1',
    ],
  },
  {
    name: 'holds a place without a name against the kernel the script was written for',
    lang,
    trace: `SEC("tracepoint/sched/sched_wakeup")
r2 = *(u32 *)(r1 + 32)
exit`,
    kernels: v61,
    writtenFor: v510,
    findings: ['1:1 what the script reads at byte 32 of the record of `sched:sched_wakeup` is not `success`'],
  },
  {
    name: 'is silent where the fields are where they were',
    lang,
    trace: `${own}
SEC("tracepoint/sched/sched_wakeup") // int on_wakeup(struct woken *ctx)
r2 = *(u32 *)(r1 + 24)
exit`,
    kernels: [v510, v61],
    findings: [],
  },
]);
