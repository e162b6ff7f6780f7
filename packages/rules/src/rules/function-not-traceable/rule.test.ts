import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

export const cases = testRule(rule, [
  {
    name: 'finds a function without an ftrace site',
    trace: 'p preempt_count_add',
    kernels: kernel('6.1', 'notrace void preempt_count_add(int val);'),
    findings: ['1:3 `preempt_count_add` exists, but the kernel refuses a kprobe on it'],
    evidence: ['actual: ftrace has no site at its entry (notrace)'],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent where the kernel takes events on such functions',
    trace: 'p preempt_count_add',
    kernels: kernel('6.1', 'notrace void preempt_count_add(int val);', {
      config: { CONFIG_KPROBE_EVENTS_ON_NOTRACE: 'y' },
    }),
    findings: [],
  },
  {
    name: 'finds a function on the kprobe blacklist',
    trace: 'p get_kprobe',
    kernels: kernel('6.1', 'nokprobe struct kprobe *get_kprobe(void *addr);'),
    findings: ['1:3 `get_kprobe` exists, but the kernel refuses a kprobe on it'],
    evidence: ['actual: it is on the kprobe blacklist'],
  },
  {
    name: 'lets ftrace probe a function on the kprobe blacklist',
    trace: 'f get_kprobe',
    kernels: kernel('6.8', 'nokprobe struct kprobe *get_kprobe(void *addr);', {
      config: { CONFIG_FPROBE_EVENTS: 'y' },
    }),
    findings: [],
  },
  {
    name: 'finds a function that is gone after boot',
    trace: 'p start_kernel',
    kernels: kernel('6.1', '__init void start_kernel(void);'),
    findings: ['1:3 `start_kernel` exists, but the kernel refuses a kprobe on it'],
    evidence: ['actual: it is init text, gone once the system is up'],
  },
  {
    name: 'cannot tell where only names and BTF were read',
    trace: 'p vfs_read',
    kernels: kernel('6.1', 'int vfs_read(struct file *file);', { complete: ['functions', 'prototypes', 'config'] }),
    findings: [],
    unchecked: [
      'the places where probes are allowed were not read from this kernel, so whether `vfs_read` can be probed cannot be told',
    ],
  },
  {
    name: 'says that a kprobe would do where BPF programs cannot be called',
    trace: 'fentry:do_unlinkat { exit(); }',
    lang: 'bpftrace',
    kernels: kernel('6.1', 'int do_unlinkat(int dfd, struct filename *name);', {
      config: { CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS: 'n' },
    }),
    findings: ['1:1 `do_unlinkat` exists, but the kernel refuses a fentry on it'],
    evidence: ['actual: the kernel cannot call BPF programs from ftrace sites'],
    fix: ['Use a kprobe, which the kernel takes there.'],
  },
]);
