import { arg, defineTrace, fentry, kprobe, type Argument } from '@tracefit/define';

const dentry = (position: number): Argument =>
  arg(position, 'struct dentry *', { name: 'dentry', fields: ['d_name.name'] });

export default defineTrace({
  name: 'file watch',
  tool: 'libbpf',
  probes: [
    kprobe('vfs_unlink', { when: [{ kernel: '< 5.12' }], args: [dentry(2)] }),
    kprobe('vfs_unlink', { when: [{ kernel: '>= 5.12' }], args: [dentry(3)] }),
    ...['security_bpf_map_create', 'security_bpf_map_alloc'].map((name) => fentry(name, { group: 'map' })),
  ],
});
