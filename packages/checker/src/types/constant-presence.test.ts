import { snapshotKernel, type Kernel, type KernelSnapshot } from '@tracefit/model';
import { kernelSnapshot } from '@tracefit/testing';
import { constantPresence } from './constant-presence';

const image = kernelSnapshot('6.18', 'enum pid_type { PIDTYPE_PID, PIDTYPE_TGID };');
const imageOnly = image.complete.filter((topic) => topic !== 'modules');
const withXfs = kernelSnapshot('6.18', 'enum xfs_btnum { XFS_BTNUM_RMAPi = 2 }; enum pid_type { PIDTYPE_PID };');

const kernelWith = (facts: Partial<KernelSnapshot>): Kernel =>
  snapshotKernel({ ...image, complete: imageOnly, ...facts });

/** The constant comes with a module, one of two whose types were read; amdgpu's were not. */
const owner = snapshotKernel({
  ...withXfs,
  complete: imageOnly,
  modules: ['amdgpu', 'ext4', 'xfs'],
  untypedModules: ['amdgpu'],
});

function presence(kernel: Kernel, name: string, reference: readonly Kernel[] = [owner, kernel]): string {
  const fact = constantPresence(kernel, name, reference);
  return fact.kind === 'known' ? fact.value : fact.kind === 'unknown' ? fact.reason : fact.kind;
}

describe('a constant that another kernel has', () => {
  it('is missing where the types of the same modules were read', () => {
    expect(presence(kernelWith({ modules: ['ext4', 'xfs'] }), 'XFS_BTNUM_RMAPi')).toBe('missing');
  });

  it('is not known where those of one of them were not', () => {
    const reason =
      '`XFS_BTNUM_RMAPi` may be of a module on other kernels, and the types of not all those modules were read here';
    expect(presence(kernelWith({ modules: ['ext4'] }), 'XFS_BTNUM_RMAPi')).toBe(reason);
    expect(presence(kernelWith({ modules: ['ext4', 'xfs'], untypedModules: ['xfs'] }), 'XFS_BTNUM_RMAPi')).toBe(reason);
    expect(presence(kernelWith({}), 'XFS_BTNUM_RMAPi')).toBe(reason);
  });

  it('is missing where that one has it in its image', () => {
    const older = snapshotKernel({ ...kernelSnapshot('6.1', 'enum pid_type { PIDTYPE_PID };'), complete: imageOnly });
    expect(presence(older, 'PIDTYPE_TGID', [kernelWith({}), older])).toBe('missing');
  });

  it('says nothing of another flavour, which has other things built in', () => {
    const cloud = kernelWith({ identity: { ...image.identity, flavour: 'cloud-amd64' } });
    expect(presence(cloud, 'XFS_BTNUM_RMAPi', [kernelWith({ enums: withXfs.enums }), cloud])).toMatch(/may be of/);
  });
});

describe('a constant that no kernel has', () => {
  it('is not known where the types of some modules were left out everywhere', () => {
    expect(presence(kernelWith({}), 'CHIP_VEGA10')).toBe(
      '`CHIP_VEGA10` is not in the image, and the modules of this kernel were not read',
    );
  });

  it('is missing where all types of all modules of any kernel were read', () => {
    expect(presence(kernelWith({}), 'CHIP_VEGA10', [kernelWith({ complete: image.complete })])).toBe('missing');
  });
});
