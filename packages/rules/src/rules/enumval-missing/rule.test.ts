import { kernel, testRule } from '@tracefit/testing';
import rule from './rule';

const free = 'void dentry_free(struct dentry *dentry);';
const script = 'kprobe:dentry_free { printf("%d", DCACHE_MOUNTED); }';

export const cases = testRule(rule, [
  {
    name: 'finds a constant that is not there yet',
    trace: script,
    kernels: [kernel('6.12', free), kernel('6.18', `enum dentry_flags { DCACHE_MOUNTED = 32768 }; ${free}`)],
    findings: ['1:35 the constant `DCACHE_MOUNTED` does not exist on 6.12'],
    evidence: ['actual: not there on 6.12', 'elsewhere: DCACHE_MOUNTED = 32768 on 6.18'],
    effect: 'error will-not-load',
  },
  {
    name: 'cannot tell where the types were not read',
    trace: script,
    kernels: kernel('6.12', free, { complete: ['functions', 'prototypes', 'sections', 'modules'] }),
    findings: [],
    unchecked: ['the types of this kernel were not read, so whether it has `DCACHE_MOUNTED` cannot be told'],
  },
]);
