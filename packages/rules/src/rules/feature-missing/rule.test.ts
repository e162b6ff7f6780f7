import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const text = 'int vfs_read(struct file *file, char *buf, size_t count, loff_t *pos);';

export const cases = testRule(rule, [
  {
    name: 'finds what a kernel is too old for',
    trace: 'f vfs_read',
    kernels: [kernel('6.1', text), kernel('6.12', text, { config: { CONFIG_FPROBE_EVENTS: 'y' } })],
    findings: ['1:1 the definition needs function probe events on 6.1'],
    effect: 'error will-not-load',
  },
  {
    name: 'finds what a kernel is built without',
    trace: 'f vfs_read',
    kernels: kernel('6.12', text),
    findings: ['1:1 the definition needs function probe events'],
  },
  {
    name: 'finds a way to attach that a kernel does not have',
    lang: 'bpf-object',
    trace: 'SEC("kprobe.multi/vfs_read")\nexit',
    kernels: [
      kernel('5.15', `${text} enum bpf_attach_type { BPF_LSM_MAC };`),
      kernel('6.1', `${text} enum bpf_attach_type { BPF_LSM_MAC, BPF_TRACE_KPROBE_MULTI };`),
    ],
    findings: ['1:1 the definition needs kprobe.multi programs on 5.15'],
    effect: 'error will-not-load',
  },
  {
    name: 'finds a type of map that a kernel does not have',
    lang: 'libbpf-c',
    trace: `#include "vmlinux.h"
struct { __uint(type, BPF_MAP_TYPE_HASH); } reads SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_USER_RINGBUF); } orders SEC(".maps");
SEC("kprobe/vfs_read")
int on_read(struct pt_regs *ctx) { return 0; }`,
    kernels: [
      kernel('5.15', `${text} enum bpf_map_type { BPF_MAP_TYPE_HASH };`),
      kernel('6.1', `${text} enum bpf_map_type { BPF_MAP_TYPE_HASH, BPF_MAP_TYPE_USER_RINGBUF };`),
    ],
    findings: ['3:23 the definition needs maps of the type user_ringbuf on 5.15'],
    effect: 'error will-not-load',
  },
  {
    name: 'lets a program be that is loaded only where it is asked for',
    lang: 'bpf-object',
    trace: 'SEC("?kprobe.multi/vfs_read")\nexit',
    kernels: kernel('5.15', `${text} enum bpf_attach_type { BPF_LSM_MAC };`),
    findings: [],
  },
  {
    name: 'cannot tell where the configuration was not read',
    trace: 'f vfs_read',
    kernels: kernel('6.12', text, { complete: ['prototypes', 'types'] }),
    findings: [],
    unchecked: [
      'whether the kernel offers function probe events cannot be told: the configuration of this kernel was not read',
    ],
  },
]);
