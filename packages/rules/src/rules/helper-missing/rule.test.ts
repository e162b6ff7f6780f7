import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const helpers = (...names: readonly string[]) =>
  `enum bpf_func_id { BPF_FUNC_unspec, ${names.map((name) => `BPF_FUNC_${name}`).join(', ')}, __BPF_FUNC_MAX_ID };
  void do_exit(long code);`;
const old = kernel('5.10', helpers('map_lookup_elem', 'map_update_elem'));
const now = kernel('6.1', helpers('map_lookup_elem', 'map_update_elem', 'get_func_arg'));
const lang = 'bpf-object';

export const cases = testRule(rule, [
  {
    name: 'finds a helper that came later, by its number',
    lang,
    trace: `SEC("kprobe/do_exit")
call helper 3
exit`,
    kernels: [old, now],
    findings: ['1:1 there is no helper `bpf_get_func_arg` on 5.10'],
    evidence: ['actual: the kernel has no helper of that number on 5.10', 'elsewhere: exists on 6.1'],
    effect: 'error will-not-load',
  },
  {
    name: 'finds it by its name in C, and takes no other function for a helper',
    lang: 'libbpf-c',
    trace: `#include "vmlinux.h"
SEC("kprobe/do_exit")
int on_exit(struct pt_regs *ctx) {
  bpf_printk("exit");
  return bpf_get_func_arg(ctx, 0, 0);
}`,
    kernels: [old, now],
    findings: ['5:10 there is no helper `bpf_get_func_arg` on 5.10'],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent where the program tests for it',
    lang,
    trace: `enum bpf_func_id { BPF_FUNC_unspec, BPF_FUNC_get_func_arg = 3 };
SEC("kprobe/do_exit")
r2 = enumval_exists(enum bpf_func_id, 1)
if r2 == 0 goto out
call helper 3
out:
exit`,
    kernels: [old, now],
    findings: [],
  },
]);
