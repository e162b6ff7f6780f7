import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const exit = 'void do_exit(long code);';
const old = kernel('5.10', `struct task_struct { long state; int pid; }; ${exit}`);
const now = kernel('6.12', `struct task_struct { unsigned int __state; int pid; }; ${exit}`);
const lang = 'bpf-object';

export const cases = testRule(rule, [
  {
    name: 'finds a member that was renamed, and says where it is',
    lang,
    trace: `struct task_struct { long state; };
SEC("kprobe/do_exit")
r2 = field_byte_offset(struct task_struct, 0:0)
exit`,
    kernels: [old, now],
    findings: ['2:1 `struct task_struct.state` cannot be relocated, and the program reads it without a test on 6.12'],
    evidence: ['actual: `struct task_struct` has no member `state` on 6.12', 'elsewhere: long int state on 5.10'],
    effect: 'error will-not-load',
    candidates: ['__state'],
  },
  {
    name: 'is silent where the program tests first, and reads the new one',
    lang,
    trace: `struct task_struct { long state; };
struct task_struct___o { unsigned int __state; };
SEC("kprobe/do_exit")
r2 = field_exists(struct task_struct___o, 0:0)
if r2 == 0 goto old
r2 = field_byte_offset(struct task_struct___o, 0:0)
exit
old:
r2 = field_byte_offset(struct task_struct, 0:0)
exit`,
    kernels: [old, now],
    findings: [],
  },
  {
    name: 'follows a test through a copy, the stack and a second test',
    lang,
    trace: `struct task_struct { long state; };
struct mnt_idmap { int owner; };
SEC("kprobe/do_exit")
r2 = field_exists(struct task_struct, 0:0)
r3 = type_exists(struct mnt_idmap, 0)
*(u64 *)(r10 - 8) = r2
if r3 != 0 goto out
r4 = *(u64 *)(r10 - 8)
if r4 == 0 goto out
r2 = field_byte_offset(struct task_struct, 0:0)
out:
exit`,
    kernels: [old, now],
    findings: [],
  },
  {
    name: 'finds what is read where the test says that it is not there',
    lang,
    trace: `struct task_struct { long state; };
SEC("kprobe/do_exit")
r2 = field_exists(struct task_struct, 0:0)
if r2 != 0 goto out
r2 = field_byte_offset(struct task_struct, 0:0)
out:
exit`,
    kernels: [old, now],
    findings: ['5:1 `struct task_struct.state` cannot be relocated, and the program reads it without a test on 6.12'],
  },
  {
    name: 'follows a test of the version',
    lang,
    trace: `struct task_struct { long state; };
SEC("kprobe/do_exit")
r2 = config LINUX_KERNEL_VERSION
r2 = *(u32 *)(r2 + 0)
if r2 > 331776 goto out
r2 = field_byte_offset(struct task_struct, 0:0)
out:
exit`,
    kernels: [old, now],
    findings: [],
  },
  {
    name: 'finds a type and a constant that are gone, and a member that is no longer of its make',
    lang,
    trace: `struct mnt_idmap { int owner; };
enum pid_type { PIDTYPE_PID, PIDTYPE_SESSION };
struct task_struct { struct mnt_idmap pid; };
SEC("kprobe/do_exit")
r2 = field_byte_offset(struct mnt_idmap, 0:0)
r2 = enumval_value(enum pid_type, 1)
r2 = field_byte_offset(struct task_struct, 0:0)
exit`,
    kernels: kernel('6.12', `enum pid_type { PIDTYPE_PID }; struct task_struct { int pid; }; ${exit}`),
    findings: [
      '4:1 `struct mnt_idmap.owner` cannot be relocated, and the program reads it without a test',
      '6:1 `enum pid_type.PIDTYPE_SESSION` cannot be relocated, and the program reads it without a test',
      '7:1 `struct task_struct.pid` cannot be relocated, and the program reads it without a test',
    ],
    evidence: [
      'actual: there is no `struct mnt_idmap`',
      'actual: `enum pid_type` has no constant `PIDTYPE_SESSION`',
      'actual: `pid` in `struct task_struct` is `int pid`',
    ],
  },
  {
    name: 'finds a load of a signed number whose size changed, and no load of an unsigned one',
    lang,
    trace: `struct task_struct { int pid; unsigned int flags; };
SEC("tp_btf/sched_switch")
r1 = *(u64 *)(r1 + 8)
r2 = *(u32 *)(r1 + 0) field_byte_offset(struct task_struct, 0:0)
r2 = *(u32 *)(r1 + 4) field_byte_offset(struct task_struct, 0:1)
exit`,
    kernels: kernel(
      '6.12',
      `struct task_struct { long pid; unsigned long flags; };
      DECLARE_TRACE(sched_switch, bool preempt, struct task_struct *prev);`,
    ),
    findings: ['4:1 `struct task_struct.pid` cannot be relocated, and the program reads it without a test'],
    evidence: ['actual: what is there has another size, and a sign'],
  },
  {
    name: 'cannot tell where the types were not read',
    lang,
    trace: `struct task_struct { long state; };
SEC("kprobe/do_exit")
r2 = field_byte_offset(struct task_struct, 0:0)
exit`,
    kernels: kernel('6.12', exit, { complete: ['functions', 'prototypes', 'sections', 'modules'] }),
    findings: [],
    unchecked: ['the types of this kernel were not read, so whether it has `struct task_struct` cannot be told'],
  },
]);
