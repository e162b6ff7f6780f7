import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const options = { config: { CONFIG_FPROBE_EVENTS: 'y', CONFIG_PROBE_EVENTS_BTF_ARGS: 'y' } };
const wake = 'int wake_up_process(struct task_struct *p);';

export const cases = testRule(rule, [
  {
    name: 'finds a member that was renamed',
    trace: 'f wake_up_process state=p->state',
    kernels: [
      kernel('5.13', `struct task_struct { long state; int pid; }; ${wake}`, options),
      kernel('5.14', `struct task_struct { unsigned int __state; int pid; }; ${wake}`, options),
    ],
    findings: ['1:28 `struct task_struct` has no member `state` on 5.14'],
    evidence: ['actual: not there on 5.14', 'elsewhere: long int state on 5.13'],
    candidates: ['__state'],
    fix: ['Look at `__state`.'],
    effect: 'error will-not-load',
  },
  {
    name: 'finds where a member of that name is now',
    trace: 'f wake_up_process cpu=p->cpu',
    kernels: kernel(
      '6.8',
      `struct thread_info { unsigned long flags; unsigned int cpu; }; struct task_struct { struct thread_info thread_info; }; ${wake}`,
      options,
    ),
    findings: ['1:26 `struct task_struct` has no member `cpu`'],
    candidates: ['thread_info.cpu'],
  },
  {
    name: 'searches anonymous structs and unions',
    trace: 'f wake_up_process a=p->tgid',
    kernels: kernel(
      '6.8',
      `struct task_struct { union { struct { int pid; int tgid; }; long both; }; }; ${wake}`,
      options,
    ),
    findings: [],
  },
  {
    name: 'follows pointers and typedefs, and says where the chain broke',
    trace: 'f wake_up_process a=p->mm->pgd.value->gone',
    kernels: kernel(
      '6.8',
      `typedef struct { unsigned long value; } pgd_t; struct mm_struct { pgd_t pgd; }; struct task_struct { struct mm_struct *mm; }; ${wake}`,
      options,
    ),
    findings: ['1:39 `long unsigned int` has no member `gone`'],
  },
  {
    name: 'cannot tell where a struct on the way is not described',
    trace: 'f wake_up_process a=p->mm->pgd',
    kernels: kernel('6.8', `struct mm_struct; struct task_struct { struct mm_struct *mm; }; ${wake}`, options),
    findings: [],
    unchecked: ['`struct mm_struct` is not described by the types that were read from this kernel'],
  },
  {
    name: 'does not offer a member that only begins with the name and is of another kind',
    trace: 'kprobe:exit_mmap { print(((struct mm_struct *)arg0)->mmap); }',
    kernels: [
      kernel(
        '5.10',
        'struct vm_area_struct { long vm_start; }; struct mm_struct { struct vm_area_struct *mmap; unsigned long mmap_base; }; void exit_mmap(struct mm_struct *mm);',
      ),
      kernel('6.1', 'struct mm_struct { unsigned long mmap_base; }; void exit_mmap(struct mm_struct *mm);'),
    ],
    findings: ['1:54 `struct mm_struct` has no member `mmap` on 6.1'],
    candidates: [],
  },
]);
