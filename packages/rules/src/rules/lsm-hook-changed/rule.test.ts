import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const lang = 'bpf-object';
const v61 = kernel(
  '6.1',
  'int bpf_lsm_bpf_map_alloc_security(struct bpf_map *map); int bpf_lsm_bpf_map(struct bpf_map *map, unsigned int fmode);',
);
const v612 = kernel(
  '6.12',
  'int bpf_lsm_bpf_map_create(struct bpf_map *map, union bpf_attr *attr, struct bpf_token *token);',
);

export const cases = testRule(rule, [
  {
    name: 'finds a hook that has another name',
    lang,
    trace: `SEC("lsm/bpf_map_alloc_security") // int BPF_PROG(made, struct bpf_map *map)
exit`,
    kernels: [v61, v612],
    findings: ['1:1 there is no LSM hook `bpf_map_alloc_security` on 6.12'],
    evidence: [
      'actual: not there on 6.12',
      'elsewhere: int bpf_lsm_bpf_map_alloc_security(struct bpf_map *map) on 6.1',
    ],
    effect: 'error will-not-load',
  },
  {
    name: 'is silent about a function that is no hook',
    trace: 'kprobe:security_bpf_map_alloc { @ = count(); }',
    kernels: v612,
    findings: [],
  },
]);
