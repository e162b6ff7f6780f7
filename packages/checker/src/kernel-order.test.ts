import { snapshotKernel } from '@tracefit/model';
import { kernelSnapshot } from '@tracefit/testing';
import { inOrder, isSince } from './kernel-order';

function kernels(...versions: readonly string[]) {
  return versions.map((version) => snapshotKernel(kernelSnapshot(version, 'int vfs_open(void);')));
}

describe('the order of kernels', () => {
  it('is that of their versions, with candidates before what they become', () => {
    const versions = ['7.3.4', '7.3-rc7', '6.12.9', '7.3', '6.12.10', '7.2.13', '7.3-rc10', '7.4~rc1'];
    expect(inOrder(kernels(...versions)).map(({ identity }) => identity.version)).toEqual([
      '6.12.9',
      '6.12.10',
      '7.2.13',
      '7.3-rc7',
      '7.3-rc10',
      '7.3',
      '7.3.4',
      '7.4~rc1',
    ]);
  });

  it('gives a candidate what came with its release: that was merged before the first one', () => {
    expect(kernels('7.3-rc7', '7.2.13', '7.3').map((kernel) => isSince(kernel, '7.3'))).toEqual([true, false, true]);
  });
});
