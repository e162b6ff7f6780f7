import type { FuncProto, FunctionSymbol, StructDef } from '@tracefit/model';
import { EMPTY_PART } from '../parts/source-part';
import type { SourcePart } from '../parts/source-part';
import { uniteModules } from './unite-modules';

const struct = (name: string, size: number): StructDef => ({ kind: 'struct', name, size, members: [] });
const proto = (name: string): FuncProto => ({ ret: { kind: 'void' }, params: [{ name, type: { kind: 'void' } }] });
const symbol = (module: string, range: FunctionSymbol['range'] = 'text'): FunctionSymbol => ({
  letter: 't',
  module,
  range,
});
const moduleOf = (name: string, part: Partial<SourcePart>): SourcePart => ({ ...EMPTY_PART, modules: [name], ...part });

function unite(modules: readonly SourcePart[], kernel?: SourcePart): SourcePart {
  const union = uniteModules();
  modules.forEach(union.add);
  return union.finish(kernel);
}

describe('modules united', () => {
  test('have each form of a type once', () => {
    const { structs } = unite([
      moduleOf('nfs', { structs: [struct('nfs_fattr', 8), struct('priv', 4)] }),
      moduleOf('nfsv4', { structs: [struct('nfs_fattr', 8), struct('priv', 16)] }),
    ]);
    expect(structs).toEqual([struct('nfs_fattr', 8), struct('priv', 4), struct('priv', 16)]);
  });

  test('tell which of them bring a type', () => {
    const { moduleTypes } = unite([
      moduleOf('nfsv4', { structs: [struct('nfs_fattr', 8)] }),
      moduleOf('nfs', { structs: [struct('nfs_fattr', 8), struct('nfs_client', 16)] }),
    ]);
    expect(moduleTypes).toEqual([
      { kind: 'struct', name: 'nfs_fattr', modules: ['nfs', 'nfsv4'] },
      { kind: 'struct', name: 'nfs_client', modules: ['nfs'] },
    ]);
  });

  test('tell of which of them types were left out', () => {
    const { modules, untypedModules } = unite([
      moduleOf('ext4', {}),
      moduleOf('amdgpu', { untypedModules: ['amdgpu'] }),
    ]);
    expect(modules).toEqual(['ext4', 'amdgpu']);
    expect(untypedModules).toEqual(['amdgpu']);
  });

  test('do not declare what one of them defines', () => {
    const { forwards } = unite([
      moduleOf('kvm_intel', {
        forwards: [
          { kind: 'struct', name: 'kvm_pmu' },
          { kind: 'union', name: 'vmcs' },
        ],
      }),
      moduleOf('kvm', { structs: [struct('kvm_pmu', 64)] }),
    ]);
    expect(forwards).toEqual([{ kind: 'union', name: 'vmcs' }]);
  });

  test('put functions of one name together, those of the kernel first', () => {
    const kernel = {
      ...EMPTY_PART,
      functions: [{ name: 'flush_store', protos: [proto('q')], symbols: [{ letter: 't' }] }],
    };
    const { functions } = unite(
      [
        moduleOf('bridge', {
          functions: [{ name: 'flush_store', protos: [proto('br')], symbols: [symbol('bridge')] }],
        }),
        moduleOf('md', { functions: [{ name: 'flush_store', protos: [proto('br')], symbols: [symbol('md')] }] }),
      ],
      kernel,
    );
    expect(functions).toEqual([
      {
        name: 'flush_store',
        protos: [proto('q'), proto('br')],
        symbols: [{ letter: 't' }, symbol('bridge'), symbol('md')],
      },
    ]);
  });

  test('put what is gone once a module is up behind what stays', () => {
    const { functions } = unite([
      moduleOf('ext4', { functions: [{ name: 'init_module', symbols: [symbol('ext4', 'init')] }] }),
      moduleOf('virtio', { functions: [{ name: 'init_module', symbols: [symbol('virtio')] }] }),
    ]);
    expect(functions).toEqual([{ name: 'init_module', symbols: [symbol('virtio'), symbol('ext4', 'init')] }]);
  });

  test('leave variables and events of the kernel as they are', () => {
    const kernel = {
      ...EMPTY_PART,
      data: [{ name: 'debug', letter: 'd' }],
      tracepoints: [{ system: 'sched', name: 'sched_switch', fields: [] }],
    };
    const { data, tracepoints } = unite(
      [
        moduleOf('ext4', {
          data: [{ name: 'debug', letter: 'b', module: 'ext4' }],
          tracepoints: [{ system: 'sched', name: 'sched_switch', fields: [], module: 'ext4' }],
        }),
      ],
      kernel,
    );
    expect(data).toEqual(kernel.data);
    expect(tracepoints).toEqual(kernel.tracepoints);
  });

  test('say the same of many modules once', () => {
    const names = ['ext4', 'xfs', 'btrfs', 'f2fs', 'jfs'];
    const { notes } = unite(names.map((name) => moduleOf(name, { notes: ['it has no BTF'] })));
    expect(notes).toEqual(['modules ext4, xfs, btrfs and 2 more: it has no BTF']);
  });

  test('without a kernel are of the release they say', () => {
    expect(unite([moduleOf('ext4', { identity: { release: '6.1.0-56-amd64' } })]).identity.release).toBe(
      '6.1.0-56-amd64',
    );
  });
});
