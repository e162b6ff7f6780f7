import { snapshotKernel, type Kernel, type KernelSnapshot } from '@tracefit/model';
import { kernelSnapshot } from '@tracefit/testing';
import { functionPresence, functionWhereabouts } from './function-presence';
import { typePresence } from '../types/type-presence';

const image = kernelSnapshot('6.1', 'int vfs_read(int fd);');
const allModules = image.complete;
const noModules = allModules.filter((topic) => topic !== 'modules');

const kernelWith = (facts: Partial<KernelSnapshot>): Kernel =>
  snapshotKernel({ ...image, complete: noModules, ...facts });

const symbols = [{ letter: 't', module: 'ext4' }];
/** All modules were read; ext4 has the function and the type. */
const whole = kernelWith({
  complete: allModules,
  modules: ['ext4', 'xfs', 'amdgpu'],
  functions: [{ name: 'ext4_file_open', symbols }],
  structs: [{ kind: 'struct', name: 'ext4_inode_info', size: 8, members: [] }],
  moduleTypes: [{ kind: 'struct', name: 'ext4_inode_info', modules: ['ext4'] }],
});

function presence(kernel: Kernel, name = 'ext4_file_open'): string {
  const fact = functionPresence(kernel, name, undefined, () => functionWhereabouts(name, [whole, kernel]));
  return fact.kind === 'known' ? fact.value.kind : fact.kind === 'unknown' ? fact.reason : fact.kind;
}

function presenceOfType(kernel: Kernel, name = 'ext4_inode_info'): string {
  const fact = typePresence(kernel, { kind: 'struct', name }, [whole, kernel]);
  return fact.kind === 'known' ? fact.value : fact.kind === 'unknown' ? fact.reason : fact.kind;
}

describe('a function that another kernel has in a module', () => {
  it('is missing where that module was read', () => {
    expect(presence(kernelWith({ modules: ['ext4'] }))).toBe('missing');
  });

  it('is not known where only other modules were read', () => {
    expect(presence(kernelWith({ modules: ['xfs'] }))).toBe(
      '`ext4_file_open` is in the module ext4 on another kernel, and that module of this one was not read',
    );
  });

  it('is not known where no module was read', () => {
    expect(presence(kernelWith({}))).toBe(
      '`ext4_file_open` is in the module ext4 on another kernel, and the modules of this one were not read',
    );
  });
});

describe('a function that no kernel has', () => {
  it('is missing where all modules of any kernel were read', () => {
    expect(presence(kernelWith({ modules: ['xfs'] }), 'ext4_gone')).toBe('missing');
  });
});

describe('a type that another kernel has in a module', () => {
  it('is missing where that module was read with its types', () => {
    expect(presenceOfType(kernelWith({ modules: ['ext4'] }))).toBe('missing');
  });

  it('is not known where the types of that module were left out', () => {
    expect(presenceOfType(kernelWith({ modules: ['ext4'], untypedModules: ['ext4'] }))).toBe(
      '`struct ext4_inode_info` is in the module ext4 on another kernel, and the types of that module of this one were not read',
    );
  });
});

describe('a type that no kernel has', () => {
  it('is not known where the types of some modules were left out everywhere', () => {
    const partly = kernelWith({ complete: allModules, modules: ['ext4', 'amdgpu'], untypedModules: ['amdgpu'] });
    const fact = typePresence(partly, { kind: 'struct', name: 'amdgpu_device' }, [partly]);
    expect(fact).toEqual({
      kind: 'unknown',
      reason:
        '`struct amdgpu_device` is neither in the image nor in a module of this kernel that was read, and the types of not all its modules were',
    });
  });

  it('is missing where all types of all modules of any kernel were read', () => {
    expect(presenceOfType(kernelWith({ modules: ['xfs'] }), 'ext4_gone')).toBe('missing');
  });
});
